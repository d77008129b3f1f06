using Crm.Activities;
using Crm.Kernel;
using Crm.Sequences;
using Crm.Timeline;

namespace Crm.Records;

/// <summary>What happened while a link stood stays in the timelines that it stood in; what comes goes to the new ones.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class HistoryStaysTests(string kind)
{
    private Office office = null!;
    private RecordResult former = null!;
    private RecordResult current = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await Office.OpenAsync(kind);
        former = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Former" }, default);
        current = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Current" }, default);
    }

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task Who_changes_jobs_leaves_the_old_companys_history_there_and_both_show_the_change()
    {
        var ada = await ContactAsync("Ada", former);
        await NoteAsync(ada, "A secret of Former");

        ada = await office.UpdateAsync(office.Rep, ada, ("company", current.Record.Id.ToString()));
        await NoteAsync(ada, "Hello from Current");

        Assert.That(
            await SubjectsAsync(former),
            Is.EqualTo(new[] { "Ada left for Current", "A secret of Former", "Contact created: Ada", "Company created: Former" })
        );
        Assert.That(await SubjectsAsync(current), Is.EqualTo(new[] { "Hello from Current", "Ada joined from Former", "Company created: Current" }));
        Assert.That(await SubjectsAsync(ada), Does.Contain("A secret of Former").And.Contain("Hello from Current"));
    }

    [Test]
    public async Task A_later_change_of_other_fields_is_not_shown_to_the_company_that_was_left()
    {
        var ada = await ContactAsync("Ada", former);
        ada = await office.UpdateAsync(office.Rep, ada, ("company", current.Record.Id.ToString()));

        await office.UpdateAsync(office.Rep, ada, ("title", "Director of Current"));

        var shown = (await office.EntriesAsync(former.Record)).Where(entry => entry.Via == ada.Record.Id);
        Assert.That(shown.Select(entry => $"{entry.Subject} {entry.Snippet}"), Has.None.Contains("Director").And.None.Contains("title"));
    }

    [Test]
    public async Task A_first_link_brings_the_earlier_entries_along()
    {
        var ada = await ContactAsync("Ada", null);
        await NoteAsync(ada, "Met at a fair");

        await office.UpdateAsync(office.Rep, ada, ("company", current.Record.Id.ToString()));

        Assert.That(await SubjectsAsync(current), Does.Contain("Met at a fair").And.Contain("Ada joined"));
    }

    [Test]
    public async Task A_link_that_was_taken_away_and_set_anew_takes_nothing_of_the_old_company_along()
    {
        var ada = await ContactAsync("Ada", former);
        await NoteAsync(ada, "A secret of Former");
        ada = await office.UpdateAsync(office.Rep, ada, ("company", null));
        await NoteAsync(ada, "Between two jobs");

        await office.UpdateAsync(office.Rep, ada, ("company", current.Record.Id.ToString()));

        Assert.That(await SubjectsAsync(former), Does.Contain("A secret of Former").And.Contain("Ada left"));
        Assert.That(await SubjectsAsync(current), Does.Not.Contain("A secret of Former").And.Contain("Between two jobs"));
    }

    [Test]
    public async Task A_deal_keeps_what_its_former_contact_said()
    {
        var (ada, bo) = (await ContactAsync("Ada", null), await ContactAsync("Bo", null));
        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal", Contact = ada.Record.Id }, default);
        await NoteAsync(ada, "Agreed on the price");
        await NoteAsync(bo, "Something else");

        await office.UpdateAsync(office.Rep, deal, ("contact", $"contact:{bo.Record.Id}"));
        await NoteAsync(bo, "Signed");

        Assert.That(await SubjectsAsync(deal), Does.Contain("Agreed on the price").And.Contain("Signed").And.Not.Contain("Something else"));
    }

    [Test]
    public async Task A_deal_that_changes_its_company_leaves_its_history_there()
    {
        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Roof", Company = former.Record.Id }, default);
        await NoteAsync(deal, "Measured the roof");

        await office.UpdateAsync(office.Rep, deal, ("company", current.Record.Id.ToString()));

        Assert.That(await SubjectsAsync(former), Does.Contain("Measured the roof").And.Contain("Roof moved away to Current"));
        Assert.That(await SubjectsAsync(current), Does.Contain("Roof moved here from Former").And.Not.Contain("Measured the roof"));
    }

    [Test]
    public async Task A_correction_that_is_asked_for_moves_the_history_and_moves_it_back()
    {
        var ada = await ContactAsync("Ada", former);
        await NoteAsync(ada, "Called");

        var moved = await CorrectAsync(ada, current);
        Assert.That((await SubjectsAsync(former), (await SubjectsAsync(current)).Contains("Called")), Is.EqualTo((new[] { "Company created: Former" }, true)));

        await CorrectAsync(moved, former);
        Assert.That(await SubjectsAsync(former), Does.Contain("Called"));
        Assert.That(await SubjectsAsync(current), Is.EqualTo(new[] { "Company created: Current" }));
    }

    [Test]
    public async Task A_task_stays_to_be_seen_where_the_call_that_completed_it_does_not_stand()
    {
        var ada = await ContactAsync("Ada", former);
        var task = await office
            .UseCase<CreateTask>()
            .ExecuteAsync(office.Rep, new CreateTaskInput([ada.Record], "Ring Ada") { Kind = TaskKind.Call, DueAt = office.Clock.GetUtcNow() }, default);
        await office.UpdateAsync(office.Rep, ada, ("company", current.Record.Id.ToString()));

        await office
            .UseCase<CompleteTask>()
            .ExecuteAsync(office.Rep, new CompleteTaskInput(task.Id) { Outcome = "connected", Duration = TimeSpan.FromMinutes(3) }, default);

        Assert.That(await SubjectsAsync(former), Does.Contain("Ring Ada"));
        Assert.That(await SubjectsAsync(ada), Has.One.Contains("Ring Ada"), "there the call stands for its task");
    }

    private Task<RecordResult> ContactAsync(string name, RecordResult? company) =>
        office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = name, Company = company?.Record.Id }, default);

    private Task<ActivityView> NoteAsync(RecordResult record, string subject) =>
        office
            .UseCase<LogActivity>()
            .ExecuteAsync(office.Rep, new LogActivityInput("note", [record.Record], new ActivityContent { Subject = subject }), default);

    private async Task<RecordResult> CorrectAsync(RecordResult record, RecordResult company) =>
        await office
            .UseCase<UpdateRecord>()
            .ExecuteAsync(
                office.Rep,
                new UpdateRecordInput(record.Record, null, Office.Fields(("company", company.Record.Id.ToString())) with { MovesHistory = true }),
                default
            );

    private async Task<IReadOnlyList<string>> SubjectsAsync(RecordResult record) =>
        [.. (await office.UseCase<GetTimeline>().ExecuteAsync(office.System, new GetTimelineInput(record.Record), default)).Rows.Select(row => row.Subject)];
}
