using System.Text;
using Crm.Import;
using Crm.Records;
using Crm.Timeline;

namespace Crm.Tests.Import;

/// <summary>What a file says is read for certain, or refused or warned of with its line: no value is ever kept as another one.</summary>
public sealed class ReadForCertainTests
{
    private CrmHarness crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await CrmHarness.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [TestCase("d/m/yyyy", "months are M")]
    [TestCase("yyyymmdd", "months are M")]
    [TestCase("MMMM yyyy", "names no day")]
    [TestCase("dddd, MMMM yyyy", "names no day")]
    [TestCase("dd.MM.", "names no year")]
    [TestCase("HH:mm", "names no day and no month and no year")]
    [TestCase("D.M.YY", "Use d for the day")]
    [TestCase("dd.MM.yyyy hh:mm", "tt")]
    [TestCase("dd.MM.yyyy HH:ss", "no minutes")]
    public void A_form_of_dates_that_would_leave_a_part_to_guess_is_refused_with_its_line(string form, string says)
    {
        var problem = Refused($"import: deals\ndates: '{form}'\ncolumns: {{ id: reference, title: name, when: expected_close }}\n").Single();
        Assert.That((problem.Field, problem.Line), Is.EqualTo(("dates", (long?)2)));
        Assert.That(problem.Message, Does.Contain(says));
    }

    [TestCase("d/M/yyyy", "7/4/2026", 2026, 4, 7)]
    [TestCase("d MMM yyyy", "7 Apr 2026", 2026, 4, 7)]
    [TestCase("yyyyMMdd", "20260407", 2026, 4, 7)]
    [TestCase("dd.MM.yy", "07.04.26", 2026, 4, 7)]
    [TestCase("dd.MM.yyyy", "07.04.2026 00:00", 2026, 4, 7)]
    [TestCase("M/d/yyyy h:mm tt", "4/7/2026 2:30 PM", 2026, 4, 7)]
    [TestCase("yyyy-dd-MM", "2026-04-07", 2026, 7, 4)]
    public async Task A_date_is_read_by_its_form(string form, string cell, int year, int month, int day)
    {
        var answer = await ImportAsync(
            $"import: deals\ndates: '{form}'\ncolumns: {{ id: reference, title: name, when: expected_close }}\n",
            $"id;title;when\nA;Roof;{cell}\n"
        );
        Assert.That(answer.Problems, Is.Empty);
        Assert.That(
            (await OnlyAsync(RecordType.Deal)).Text("expected_close"),
            Is.EqualTo(new DateOnly(year, month, day).ToString("O", System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [TestCase("", "1.250", null)]
    [TestCase("", "1,250", null)]
    [TestCase("", "12.5", "12.5")]
    [TestCase("", "0.125", null)]
    [TestCase("", "1.2E+06", null)]
    [TestCase("", "EUR 12", null)]
    [TestCase("decimal: ','\nthousands: '.'\n", "1.250", "1250")]
    [TestCase("decimal: ','\nthousands: '.'\n", "1.250.000,75", "1250000.75")]
    [TestCase("decimal: ','\nthousands: '.'\n", "1.25", null)]
    [TestCase("decimal: ','\nthousands: ' '\n", "1\u202F250,5", "1250.5")]
    [TestCase("decimal: '.'\nthousands: \"'\"\n", "1'250.50", "1250.5")]
    [TestCase("decimal: ','\n", "1,25", "1.25")]
    public async Task An_amount_that_may_be_read_in_two_ways_is_refused_unless_the_mapping_says_how(string declared, string cell, string? amount)
    {
        var answer = await ImportAsync($"import: deals\n{declared}columns: {{ id: reference, title: name, sum: amount }}\n", $"id;title;sum\nA;Roof;{cell}\n");
        if (amount is null)
            Assert.That((answer.IsKept, answer.Problems[0].Line, answer.Problems[0].Field), Is.EqualTo((false, (long?)2, "amount")));
        else
            Assert.That((await OnlyAsync(RecordType.Deal)).Text("amount")?.TrimEnd('0'), Is.EqualTo(amount.TrimEnd('0')), string.Join('\n', answer.Problems));
    }

    [TestCase("4.17E+10", "shortened")]
    [TestCase("5E+10", "shortened")]
    [TestCase("41712345678.0", "decimals")]
    [TestCase("+41 44 668 18 00 or +41 79 123 45 67", "several")]
    [TestCase("044 668 18 00; 079 123 45 67", "several")]
    [TestCase("+41446681800 +41791234567", "several")]
    [TestCase("+41 44 668 18 00 / 079 123 45 67", "several")]
    [TestCase("044 668 18 00 0 79 123 45 67 8", "digits")]
    [TestCase("call 044 668 18 00 after 5", "one phone number")]
    public async Task What_is_no_one_phone_number_is_refused_with_its_line(string cell, string says)
    {
        var answer = await ImportAsync("import: contacts\ncolumns: { who: name, tel: phone }\n", $"who|tel\nAda|{cell}\n");
        Assert.That((answer.IsKept, answer.Problems.Single().Line, answer.Problems.Single().Field), Is.EqualTo((false, (long?)2, "phone")));
        Assert.That(answer.Problems.Single().Message, Does.Contain(says));
    }

    [TestCase("+41 44 668 18 00 ext. 31", "+41446681800")]
    [TestCase("tel: +41 44 668 18 00", "+41446681800")]
    [TestCase("+49 3362/123456", "+493362123456")]
    [TestCase("\u202A+41 44 668 18 00\u202C", "+41446681800")]
    [TestCase("+1 (555) 010-0143 x9", "+15550100143")]
    public async Task A_phone_number_keeps_its_country_code_and_leaves_its_extension_out(string cell, string phone)
    {
        await ImportAsync("import: contacts\ncolumns: { who: name, tel: phone }\n", $"who|tel\nAda|{cell}\n");
        Assert.That((await OnlyAsync(RecordType.Contact)).Text("phone"), Is.EqualTo(phone));
    }

    [TestCase("Österreich", "AT")]
    [TestCase("austria", "AT")]
    [TestCase("AUT", "AT")]
    [TestCase("Great Britain", "GB")]
    [TestCase("Schweiz", "CH")]
    [TestCase("Freedonia", null)]
    public async Task A_country_in_words_is_known_or_refused(string cell, string? code)
    {
        var answer = await ImportAsync("import: contacts\ncolumns: { who: name, land: country }\n", $"who,land\nAda,{cell}\n");
        if (code is null)
            Assert.That((answer.IsKept, answer.Problems.Single().Line, answer.Problems.Single().Message.Contains(cell)), Is.EqualTo((false, (long?)2, true)));
        else
            Assert.That((await OnlyAsync(RecordType.Contact)).Text("country"), Is.EqualTo(code));
    }

    [TestCase("deals", "1601-01-01")]
    [TestCase("deals", "1753-01-01")]
    [TestCase("deals", "0000-00-00")]
    [TestCase("deals", "1900-01-00")]
    [TestCase("deals", "2999-01-01")]
    [TestCase("activities", "0001-01-01T00:00:00")]
    [TestCase("activities", "1899-12-30")]
    [TestCase("activities", "9999-12-31 23:59:59")]
    public async Task An_empty_date_of_another_system_is_refused_with_its_line_and_empty_where_the_mapping_says_so(string kind, string cell)
    {
        var mapping =
            kind == "deals"
                ? "import: deals\ncolumns: { id: reference, title: name, when: expected_close }\n"
                : "import: activities\nset: { type: task, occurred_at: 2026-03-01, company: Acme }\ncolumns: { id: reference, title: subject, when: due_at }\n";
        await ImportAsync("import: companies\ncolumns: { name: name }\n", "name\nAcme\n");
        var rows = $"id,title,when\nA,Roof,{cell}\n";

        var refused = await ImportAsync(mapping, rows);
        var empty = await ImportAsync(mapping + $"empty: ['{cell}', n/a]\n", rows);

        Assert.That((refused.IsKept, refused.Problems.Single().Line), Is.EqualTo((false, (long?)2)), string.Join('\n', refused.Problems));
        Assert.That(refused.Problems.Single().Field, Is.EqualTo(kind == "deals" ? "expected_close" : "due_at"));
        Assert.That((empty.IsKept, empty.New), Is.EqualTo((true, 1)), string.Join('\n', empty.Problems));
    }

    [Test]
    public async Task A_day_that_some_systems_take_for_none_is_kept_with_a_warning()
    {
        var answer = await ImportAsync("import: deals\ncolumns: { id: reference, title: name, when: expected_close }\n", "id,title,when\nA,Roof,1970-01-01\n");
        Assert.That((answer.IsKept, answer.Warnings.Single().Line, answer.Warnings.Single().Field), Is.EqualTo((true, (long?)2, "expected_close")));
    }

    [TestCase("import: contacts\ncolumns: { who: name, id: reference }\n", "who,id\nAda,8.81E+15\n", "reference")]
    [TestCase("import: members\ncolumns: { who: name, id: role }\n", "who,id\nAda,2\n", "role")]
    public async Task A_number_where_a_key_or_a_word_belongs_is_refused(string mapping, string rows, string field)
    {
        var answer = await ImportAsync(mapping, rows);
        Assert.That((answer.IsKept, answer.Problems.Single().Line, answer.Problems.Single().Field), Is.EqualTo((false, (long?)2, field)));
    }

    [TestCase("windows-1250", "Dvořák")]
    [TestCase("iso-8859-15", "Coût €")]
    [TestCase("utf-16", "Dvořák")]
    [TestCase("utf-16be", "Ångström")]
    [TestCase("utf-8", "Ångström")]
    public async Task A_file_is_read_in_the_encoding_that_its_mapping_declares(string encoding, string name)
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var mapping = ImportMappingYaml.Parse($"import: companies\nencoding: {encoding}\ncolumns: {{ name: name }}\n");
        var bare = await crm.ImportAsync(mapping, text.GetBytes($"name\n{name}\n"), isDryRun: true);
        var marked = await crm.ImportAsync(mapping, [.. text.GetPreamble(), .. text.GetBytes($"name\n{name}\n")]);
        Assert.That((bare.New, bare.Problems.Count, marked.New), Is.EqualTo((1, 0, 1)), string.Join('\n', marked.Problems));
        Assert.That((await OnlyAsync(RecordType.Company)).Name, Is.EqualTo(name));
    }

    [Test]
    public async Task A_file_that_is_not_in_the_declared_encoding_is_refused_with_its_line()
    {
        var mapping = ImportMappingYaml.Parse("import: companies\nencoding: us-ascii\ncolumns: { name: name }\n");
        var answer = await crm.ImportAsync(mapping, Encoding.UTF8.GetBytes("name\nAcme\nÅkesson\n"));
        Assert.That((answer.IsKept, answer.Problems.Single().Line), Is.EqualTo((false, (long?)3)));
    }

    [TestCase("tab", "name\tcountry\nSmith, Jones; Co|KG\tFR\n")]
    [TestCase("':'", "name:country\nSmith, Jones; Co|KG:FR\n")]
    [TestCase(null, "sep=:\r\nname:country\r\nSmith, Jones; Co|KG:FR\r\n")]
    [TestCase(null, "\"SEP=|\"\nname|country\n\"Smith, Jones; Co|KG\"|FR\n")]
    public async Task Cells_are_divided_by_what_the_mapping_or_the_first_line_names(string? delimiter, string rows)
    {
        var declared = delimiter is null ? "" : $"delimiter: {delimiter}\n";
        var answer = await ImportAsync($"import: companies\n{declared}columns: {{ name: name, country: country }}\n", rows);
        Assert.That(answer.Problems, Is.Empty);
        var company = await OnlyAsync(RecordType.Company);
        Assert.That((company.Name, company.Text("country")), Is.EqualTo(("Smith, Jones; Co|KG", "FR")));
    }

    [Test]
    public async Task Lines_are_counted_from_the_one_that_names_the_separator()
    {
        var answer = await ImportAsync("import: companies\ncolumns: { name: name, land: country }\n", "sep=;\nname;land\nAcme;FR\nOther;Nowhere\n");
        Assert.That(answer.Problems.Single().Line, Is.EqualTo(4));
    }

    [Test]
    public async Task Entries_of_one_moment_stand_in_the_order_of_the_file()
    {
        await ImportAsync("import: companies\ncolumns: { name: name }\n", "name\nAcme\n");
        string[] told = ["asked", "answered", "offered", "haggled", "agreed", "signed", "paid"];
        const string Mapping = "import: activities\nset: { type: note, company: Acme }\ncolumns: { id: reference, day: occurred_at, text: subject }\n";
        var rows = "id,day,text\n" + string.Concat(told.Select(text => $"{text},2025-05-05,{text}\n"));

        await ImportAsync(Mapping, rows);
        var again = await ImportAsync(Mapping, rows);

        Assert.That((again.New, again.Same), Is.EqualTo((0, told.Length)));
        var timeline = await crm.UseCase<GetTimeline>()
            .ExecuteAsync(crm.Tenant.System, new GetTimelineInput((await OnlyAsync(RecordType.Company)).Record) { Types = ["note"] }, default);
        Assert.That(timeline.Rows.Select(row => row.Subject), Is.EqualTo(told.Reverse()));
    }

    private Task<ImportResult> ImportAsync(string mapping, string csv) => crm.ImportAsync(ImportMappingYaml.Parse(mapping), Encoding.UTF8.GetBytes(csv));

    private async Task<RecordView> OnlyAsync(RecordType type) =>
        (await crm.UseCase<ListRecords>().ExecuteAsync(crm.Tenant.System, new ListRecordsInput(type), default)).Rows.Single();

    private static IReadOnlyList<Problem> Refused(string yaml) =>
        ((CrmError.Invalid)Assert.Throws<CrmException>(() => ImportMappingYaml.Parse(yaml))!.Error).Problems;
}
