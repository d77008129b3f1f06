using System.Text;
using Crm.Activities;
using Crm.Import;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Tests.Import;

/// <summary>Nothing that stands in a file disappears without a word, and a second import of it changes nothing.</summary>
internal sealed class NothingIsLostTests
{
    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync("sqlite", null, new Inspection());

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task Several_columns_of_addresses_become_several_the_first_one_primary()
    {
        const string Mapping = "import: leads\nseveral: { phone: '/' }\ncolumns: { who: name, a: email, b: email, tel: phone }\n";
        const string Rows = "who,a,b,tel\nAda,ada@work.example,ada@home.example,+41 44 668 18 00 / +41 79 123 45 67\nBo,,bo@home.example,\n";

        var first = await ImportAsync(Mapping, Rows);
        var second = await ImportAsync(Mapping, Rows);

        Assert.That((first.New, second.New, second.Changed, second.Same), Is.EqualTo((2, 0, 0, 2)), string.Join('\n', first.Problems));
        var ada = (await AllAsync(RecordType.Lead)).Single(lead => lead.Name == "Ada");
        Assert.That(
            ada.ContactPoints.Select(point => (point.Normalized, point.IsPrimary)),
            Is.EqualTo(new[] { ("ada@work.example", true), ("+41446681800", true), ("ada@home.example", false), ("+41791234567", false) })
        );
    }

    [Test]
    public async Task A_second_address_is_added_to_who_is_there_and_finds_who_has_it()
    {
        await ImportAsync("import: contacts\ncolumns: { who: name, a: email }\n", "who,a\nAda,ada@home.example\n");

        var answer = await ImportAsync("import: contacts\ncolumns: { who: name, a: email, b: email }\n", "who,a,b\nAda,ada@work.example,ada@home.example\n");

        Assert.That((answer.New, answer.Changed), Is.EqualTo((0, 1)));
        var ada = (await AllAsync(RecordType.Contact)).Single();
        Assert.That(ada.ContactPoints.Select(point => point.Normalized), Is.EquivalentTo(new[] { "ada@work.example", "ada@home.example" }));
    }

    [TestCase("import: companies\ncolumns: { a: name, b: industry, c: Industry }\n", "columns.c", 2)]
    [TestCase("import: members\ncolumns:\n  a: name\n  b: team\n  c: team\n", "columns.c", 5)]
    [TestCase("import: contacts\ncolumns: { a: name }\nseveral: { title: ';' }\n", "several.title", 3)]
    [TestCase("import: activities\ncolumns: { a: type }\nset:\n  frobnicate: x\n", "set.frobnicate", 4)]
    [TestCase("import: activities\ncolumns:\n  a: type\n  b: outcom\n", "columns.b", 4)]
    [TestCase("import: members\ncolumns:\n  a: name\n  b: salary\n", "columns.b", 4)]
    [TestCase("import: choices\nfor: deal.product\ncolumns: { a: value, b: label }\n", "columns.b", 3)]
    [TestCase("import: contacts\ncolumns: { a: name }\nvalues:\n  title: { x: y }\n", "values.title", 4)]
    [TestCase("import: contacts\ncolums: { a: name }\ncolumns: { a: name }\n", "colums", 2)]
    [TestCase("import: contacts\ncolumns: { a: name }\nhistory: [{ stage: x, on: a }]\n", "history", 3)]
    [TestCase("import: contacts\nfor: deal.product\ncolumns: { a: name }\n", "for", 2)]
    [TestCase("import: contacts\nsystem: [erp]\ncolumns: { a: name }\n", "system", 2)]
    [TestCase("import: contacts\ncolumns: { a: name }\nfields: { size: { kind: number, indexed: yes } }\n", "fields.size.indexed", 3)]
    [TestCase("import: 2\ncolumns: { a: name }\n", "import", 1)]
    [TestCase("import: contacts\ndelimiter: ab\ncolumns: { a: name }\n", "delimiter", 2)]
    [TestCase("import: contacts\nencoding: klingon\ncolumns: { a: name }\n", "encoding", 2)]
    public void What_a_mapping_says_and_no_import_would_do_is_refused_with_its_line(string yaml, string field, long line)
    {
        var problems = ((CrmError.Invalid)Assert.Throws<CrmException>(() => ImportMappingYaml.Parse(yaml))!.Error).Problems;
        Assert.That(problems.Select(problem => (problem.Field, problem.Line)), Does.Contain((field, (long?)line)));
    }

    [TestCase("leads", "jobtitle", "title")]
    [TestCase("deals", "expectd_close", "expected_close")]
    [TestCase("companies", "doman", "domain")]
    public void A_field_that_a_record_does_not_have_is_refused_with_what_was_meant(string kind, string field, string meant)
    {
        var refused = Assert.ThrowsAsync<CrmException>(() => ImportAsync($"import: {kind}\ncolumns: {{ a: name, b: {field} }}\n", "a,b\nx,y\n"));
        var problem = ((CrmError.Invalid)refused!.Error).Problems.Single();
        Assert.That((problem.Field, problem.Message.Contains($"did you mean {meant}?")), Is.EqualTo(("columns.b", true)), problem.Message);
    }

    [Test]
    public async Task A_column_that_is_to_be_ignored_and_is_not_there_is_a_warning()
    {
        var answer = await ImportAsync("import: companies\ncolumns: { name: name }\nignore: [nots]\n", "name,notes\nAcme,x\n");
        Assert.That(answer.Warnings.Select(warning => warning.Field), Is.EquivalentTo(new[] { "notes", "nots" }));
    }

    [TestCase("contacts", "name", "phone", "Tina,+41 44 668 18 00\nUwe,\n")]
    [TestCase("leads", "name", "title", "Tina,Chief\nUwe,Clerk\n")]
    [TestCase("deals", "name", "amount", "Roof,1250\nCellar,80\n")]
    public async Task Rows_without_any_key_are_known_again_by_all_their_values(string kind, string one, string two, string rows)
    {
        var mapping = $"import: {kind}\ncolumns: {{ a: {one}, b: {two} }}\n";
        var first = await ImportAsync(mapping, "a,b\n" + rows);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        var second = await ImportAsync(mapping, "a,b\n" + rows);
        var other = await ImportAsync(
            mapping,
            "a,b\n" + rows.Split('\n')[0].Replace("Tina", "Toni", StringComparison.Ordinal).Replace("Roof", "Floor", StringComparison.Ordinal)
        );

        Assert.That((first.New, second.New, second.Changed, second.Same, other.New), Is.EqualTo((2, 0, 0, 2, 1)));
    }

    [Test]
    public async Task A_row_without_any_key_that_stands_in_the_file_twice_is_taken_once_with_a_warning()
    {
        var answer = await ImportAsync("import: contacts\ncolumns: { a: name }\n", "a\nTina\nTina\n");
        Assert.That((answer.New, answer.Same, answer.Warnings.Single().Line), Is.EqualTo((1, 1, (long?)3)));
        Assert.That(answer.Warnings.Single().Message, Does.Contain("line 2"));
    }

    [Test]
    public async Task A_row_without_any_key_leaves_deleted_who_was_deleted()
    {
        await ImportAsync("import: contacts\ncolumns: { a: name }\n", "a\nTina\n");
        var tina = (await AllAsync(RecordType.Contact)).Single();
        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Administrator, new DeleteRecordInput(tina.Record), default);

        var answer = await ImportAsync("import: contacts\ncolumns: { a: name }\n", "a\nTina\n");

        Assert.That((answer.New, answer.Same, answer.Warnings.Single().Line), Is.EqualTo((0, 1, (long?)2)));
        Assert.That(await AllAsync(RecordType.Contact), Is.Empty);
    }

    [TestCase("columns: { who: company, hall: details.place, number: details.floor }\n", "who;hall;number\nAcme;Hall 3;2\n", null)]
    [TestCase("columns: { who: company, all: details }\n", "who;all\nAcme;{\"place\":\"Hall 3\",\"floor\":2}\n", null)]
    [TestCase("columns: { who: company, hall: details.plaec }\n", "who;hall\nAcme;Hall 3\n", "did you mean place?")]
    [TestCase("columns: { who: company, all: details }\n", "who;all\nAcme;Hall 3\n", "JSON object")]
    [TestCase("columns: { who: company, hall: details.place, number: details.floor }\n", "who;hall;number\nAcme;Hall 3;second\n", "not a number")]
    public async Task The_details_that_a_type_requires_come_in_as_columns_or_as_JSON(string columns, string rows, string? wrong)
    {
        await ImportAsync("import: companies\ncolumns: { name: name }\n", "name\nAcme\n");
        var answer = await ImportAsync("import: activities\nset: { type: test.inspection, occurred_at: 2026-01-05 }\n" + columns, rows);
        if (wrong is not null)
        {
            Assert.That((answer.IsKept, answer.Problems[0].Line), Is.EqualTo((false, (long?)2)));
            Assert.That(answer.Problems[0].Message, Does.Contain(wrong));
            return;
        }
        Assert.That(answer.Problems, Is.Empty);
        var acme = (await AllAsync(RecordType.Company)).Single();
        var entry = (await desk.EntriesAsync(acme.Record)).Single(entry => entry.Kind == TimelineKind.Activity);
        Assert.That(entry.Subject, Is.EqualTo("Hall 3, floor 2"));
    }

    [Test]
    public async Task Owners_that_an_import_changes_take_over_open_tasks()
    {
        var contact = await desk.ContactAsync();
        var enrollment = await desk.StartAsync("sequence: Calls\nkey: calls\nfor: [contact]\nsteps:\n  - { key: ring, step: call, subject: Ring }\n", contact);
        await desk.RunAsync();
        var heir = (await desk.ReadAsync(unit => unit.Tenancy.GetMembersAsync(default))).Single(member => member.Id == desk.Colleague.Member);

        var answer = await ImportAsync("import: contacts\ncolumns: { mail: email, boss: owner }\n", $"mail,boss\n{contact.Email},{heir.Name}\n");

        Assert.That((answer.Changed, answer.Refused), Is.EqualTo((1, 0)), string.Join('\n', answer.Problems));
        Assert.That((await desk.OpenAsync(enrollment)).Single().Assignee, Is.EqualTo(heir.Id));
        Assert.That((await desk.EnrollmentAsync(enrollment)).Owner, Is.EqualTo(heir.Id));
    }

    [Test]
    public async Task Who_changes_jobs_by_a_file_leaves_the_history_with_the_old_company()
    {
        const string Mapping = "import: contacts\ncolumns: { id: reference, who: name, firm: company }\n";
        await ImportAsync("import: companies\ncolumns: { name: name }\n", "name\nBefore\nAfter\n");
        await ImportAsync(Mapping, "id,who,firm\n1,Ada,Before\n");
        await ImportAsync("import: activities\nset: { type: note, occurred_at: 2026-01-05, company: Before }\ncolumns: { text: subject }\n", "text\nSecret\n");

        var moved = await ImportAsync(Mapping, "id,who,firm\n1,Ada,After\n");

        Assert.That(moved.Changed, Is.EqualTo(1));
        var companies = (await AllAsync(RecordType.Company)).ToDictionary(company => company.Name, company => company.Record);
        var before = (await desk.EntriesAsync(companies["Before"])).Select(entry => entry.Subject);
        var after = (await desk.EntriesAsync(companies["After"])).Select(entry => entry.Subject);
        Assert.That(before, Does.Contain("Secret").And.Contain("Ada left for After").And.Contain("Contact created: Ada"));
        Assert.That(after, Is.EquivalentTo(new[] { "Company created: After", "Ada joined from Before" }));
    }

    private Task<ImportResult> ImportAsync(string mapping, string csv) => desk.Crm.ImportAsync(ImportMappingYaml.Parse(mapping), Encoding.UTF8.GetBytes(csv));

    private async Task<IReadOnlyList<RecordView>> AllAsync(RecordType type) =>
        (await desk.UseCase<ListRecords>().ExecuteAsync(desk.System, new ListRecordsInput(type), default)).Rows;

    internal sealed record InspectionDetails(string Place, int Floor = 0);

    internal sealed class Inspection() : ActivityType<InspectionDetails>("test.inspection", "Inspection")
    {
        protected override ActivityDescription Describe(InspectionDetails details) => ActivityDescription.Accept($"{details.Place}, floor {details.Floor}");
    }
}
