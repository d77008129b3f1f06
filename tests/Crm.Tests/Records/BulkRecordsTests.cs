using Crm.Activities;
using Crm.Kernel;
using Crm.Stores;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class BulkRecordsTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Records_are_given_to_a_member_and_taken_back_though_they_went_out_of_sight()
    {
        var (first, second) = (await ContactAsync("First", office.Rep), await ContactAsync("Second", null));
        var hidden = await ContactAsync("Hidden", office.Colleague);
        var input = new AssignRecordsInput([first.Record, second.Record, hidden.Record, first.Record], office.Colleague.Member);

        var given = await office.UseCase<AssignRecords>().ExecuteAsync(office.Rep, input, default);

        Assert.That(given.Changed.Select(record => (record.Record, record.Revision)), Is.EqualTo(new[] { (first.Record, 2), (second.Record, 2) }));
        Assert.That(given.Refused.Select(refused => (refused.Subject, refused.Code)), Is.EqualTo(new[] { ($"{hidden.Record}", "not-found") }));
        Assert.That((await office.LoadAsync<Contact>(first.Record)).Owner, Is.EqualTo(office.Colleague.Member));
        Assert.That((await office.AuditAsync(first.Record))[0].Action, Is.EqualTo("records.assign"));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<UndoBatch>().ExecuteAsync(office.Colleague, new UndoBatchInput(given.Batch!.Value), default)
        );
        await office.UseCase<AssignRecords>().ExecuteAsync(office.Administrator, new AssignRecordsInput([second.Record], office.Manager.Member), default);

        var undone = await office.UseCase<UndoBatch>().ExecuteAsync(office.Rep, new UndoBatchInput(given.Batch!.Value), default);

        Assert.That(undone.Changed.Select(record => record.Record), Is.EqualTo(new[] { first.Record }));
        Assert.That(undone.Refused.Select(refused => (refused.Subject, refused.Code)), Is.EqualTo(new[] { ($"{second.Record}", "changed") }));
        Assert.That((await office.LoadAsync<Contact>(first.Record)).Owner, Is.EqualTo(office.Rep.Member));
        var again = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<UndoBatch>().ExecuteAsync(office.Rep, new UndoBatchInput(given.Batch!.Value), default)
        );
        Assert.That(again.Code, Is.EqualTo("already-undone"));
    }

    [Test]
    public async Task Who_acts_for_others_but_does_not_see_the_records_takes_nothing_back_and_leaves_it_to_be_taken_back()
    {
        var contact = await ContactAsync("Given", office.Colleague);
        var input = new AssignRecordsInput([contact.Record], office.Administrator.Member);
        var batch = new UndoBatchInput((await office.UseCase<AssignRecords>().ExecuteAsync(office.Colleague, input, default)).Batch!.Value);

        var inVain = await office.UseCase<UndoBatch>().ExecuteAsync(office.Manager, batch, default);
        var undone = await office.UseCase<UndoBatch>().ExecuteAsync(office.Colleague, batch, default);

        Assert.That((inVain.Changed.Count, inVain.Refused.Single().Code), Is.EqualTo((0, "not-found")));
        Assert.That(undone.Changed, Has.Count.EqualTo(1));
        Assert.That((await office.LoadAsync<Contact>(contact.Record)).Owner, Is.EqualTo(office.Colleague.Member));
    }

    [Test]
    public async Task Nothing_is_given_to_nobody_known_and_what_stands_so_already_is_no_batch()
    {
        var mine = await ContactAsync("Mine", office.Rep);
        await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<AssignRecords>().ExecuteAsync(office.Rep, new AssignRecordsInput([mine.Record], new MemberId(Guid.CreateVersion7())), default)
        );
        await office.RefusedAsync<CrmError.Invalid>(() => office.UseCase<AssignRecords>().ExecuteAsync(office.Rep, new AssignRecordsInput([], null), default));

        var same = await office.UseCase<AssignRecords>().ExecuteAsync(office.Rep, new AssignRecordsInput([mine.Record], office.Rep.Member), default);

        Assert.That((same.Batch, same.Changed.Count, same.Refused.Count), Is.EqualTo(((Guid?)null, 0, 0)));
        Assert.That((await office.LoadAsync<Contact>(mine.Record)).Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task Records_are_deleted_and_restored_at_once()
    {
        var records = new List<RecordResult>();
        for (var number = 0; number < 3; number++)
            records.Add(await ContactAsync($"Gone {number}", office.Rep));
        var input = new RecordsInput([.. records.Select(record => record.Record)]);

        var deleted = await office.UseCase<DeleteRecords>().ExecuteAsync(office.Rep, input, default);
        Assert.That(deleted.Changed, Has.Count.EqualTo(3));
        Assert.That(await ListedAsync("Gone"), Is.Empty);
        await office.UseCase<UndoBatch>().ExecuteAsync(office.Manager, new UndoBatchInput(deleted.Batch!.Value), default);
        Assert.That(await ListedAsync("Gone"), Has.Count.EqualTo(3));

        await office.UseCase<DeleteRecords>().ExecuteAsync(office.Rep, input, default);
        var restored = await office.UseCase<RestoreRecords>().ExecuteAsync(office.Rep, input, default);
        Assert.That(await ListedAsync("Gone"), Has.Count.EqualTo(3));
        await office.UseCase<UndoBatch>().ExecuteAsync(office.Rep, new UndoBatchInput(restored.Batch!.Value), default);
        Assert.That(await ListedAsync("Gone"), Is.Empty);
    }

    [Test]
    public async Task A_list_says_when_somebody_last_dealt_with_a_record_and_finds_those_that_are_forgotten()
    {
        var (talked, forgotten) = (await ContactAsync("Talked to", office.Rep), await ContactAsync("Forgotten", office.Rep));
        office.Clock.Advance(TimeSpan.FromDays(40));
        var call = await office.UseCase<LogCall>().ExecuteAsync(office.Rep, new LogCallInput([talked.Record]), default);

        var all = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Contact) { Search = "t" }, default);
        Assert.That(all.Rows.Single(row => row.Record == talked.Record).LastTouchedAt, Is.EqualTo(call.OccurredAt));
        Assert.That(all.Rows.Single(row => row.Record == forgotten.Record).LastTouchedAt, Is.Null);
        var input = new ListRecordsInput(RecordType.Contact) { UntouchedForDays = 30, Owners = [office.Rep.Member] };
        var found = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, input, default);
        Assert.That(found.Rows.Select(row => row.Record), Does.Contain(forgotten.Record).And.Not.Contain(talked.Record));
        var team = new ListRecordsInput(RecordType.Contact) { Team = office.Tenant.Team, Search = "forgotten" };
        Assert.That((await office.UseCase<ListRecords>().ExecuteAsync(office.Manager, team, default)).Rows.Single().Record, Is.EqualTo(forgotten.Record));
    }

    [Test]
    public async Task An_export_holds_what_the_list_shows_with_formulas_defused_and_leaves_an_audit_row()
    {
        var company = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Exported, \"Ltd\"" }, default);
        var contact = new ContactInput
        {
            Name = "Exported One",
            Title = "=HYPERLINK(\"http://evil.example\")",
            Phone = "+49 30 901820",
            Company = company.Record.Id,
            Owner = office.Rep.Member,
        };
        await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, contact, default);
        await office
            .UseCase<CreateContact>()
            .ExecuteAsync(office.Administrator, new ContactInput { Name = "Exported hidden", Owner = office.Colleague.Member }, default);
        var list = new ListRecordsInput(RecordType.Contact) { Search = "exported" };

        var all = await office.UseCase<ExportRecords>().ExecuteAsync(office.Rep, new ExportRecordsInput(list), default);
        var some = await office
            .UseCase<ExportRecords>()
            .ExecuteAsync(office.Rep, new ExportRecordsInput(list) { Columns = ["name", "title", "phone", "company_name", "owner_name"] }, default);

        Assert.That((all.Count, all.Next), Is.EqualTo((1, (string?)null)));
        Assert.That(all.Csv, Does.StartWith("id,name,first_name,last_name,title,").And.Not.Contain("hidden"));
        Assert.That(
            some.Csv,
            Is.EqualTo(
                "name,title,phone,company_name,owner_name\r\n"
                    + "Exported One,\"'=HYPERLINK(\"\"http://evil.example\"\")\",+4930901820,\"Exported, \"\"Ltd\"\"\",Rita Rep\r\n"
            )
        );
        Assert.That((await office.AuditAsync()).Count(row => row.Action == "records.export"), Is.EqualTo(2));
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<ExportRecords>().ExecuteAsync(office.Rep, new ExportRecordsInput(list) { Columns = ["name", "salary"] }, default)
        );
        Assert.That(wrong.Message, Does.Contain("columns[1]").And.Contain("title"));
    }

    private Task<RecordResult> ContactAsync(string name, Caller? owner) =>
        office.UseCase<CreateContact>().ExecuteAsync(office.Administrator, new ContactInput { Name = name, Owner = owner?.Member }, default);

    private async Task<IReadOnlyList<RecordRef>> ListedAsync(string search)
    {
        var input = new ListRecordsInput(RecordType.Contact) { Search = search };
        return [.. (await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, input, default)).Rows.Select(row => row.Record)];
    }
}
