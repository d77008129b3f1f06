using Crm.Kernel;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Activities;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class TeamReportTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task A_manager_sees_the_teams_work_by_week_and_the_rows_behind_a_figure_and_a_rep_the_own()
    {
        var desk = await databases.DeskAsync();
        var (contact, hidden) = (await desk.ContactAsync(), await desk.ContactAsync(desk.Colleague));
        // Sample.Now is a Monday, 10:00 in Berlin.
        await desk.CallAsync(contact, "This week", Sample.Now);
        await desk.CallAsync(contact, "Last week", Sample.Now.AddHours(-11));
        await desk.CallAsync(contact, "Long ago", Sample.Now.AddDays(-60));
        await desk.UseCase<LogNote>().ExecuteAsync(desk.Colleague, new LogNoteInput([hidden.Ref], "Hidden"), default);
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Late") { DueAt = Sample.Now.AddDays(-1) }, default);
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Later"), default);

        var own = await ReportAsync(desk.Rep, new GetTeamReportInput());
        var team = await ReportAsync(desk.Manager, new GetTeamReportInput { Weeks = 2, WithCsv = true });
        var all = await ReportAsync(desk.Administrator, new GetTeamReportInput { Weeks = 1 });

        Assert.That(own.Members.Select(member => member.Name), Is.EqualTo(new[] { "Rita Rep" }));
        Assert.That(team.Weeks, Is.EqualTo(new[] { new DateOnly(2026, 2, 23), new DateOnly(2026, 3, 2) }));
        var rita = team.Members.Single(member => member.Name == "Rita Rep");
        Assert.That(team.Work, Is.EqualTo(new[] { new WorkCount(rita.Id, 2, 1) }));
        Assert.That(team.Done, Is.EqualTo(new[] { new DoneCount(rita.Id, 0, "crm.call", 1), new DoneCount(rita.Id, 1, "crm.call", 1) }));
        Assert.That(team.Members.Select(member => member.Name), Does.Not.Contain("Carl Colleague"));
        Assert.That(team.Csv, Does.StartWith("member,week,type,activities,open,overdue\r\n").And.Contain("Rita Rep,2026-03-02,crm.call,1,2,1\r\n"));
        Assert.That(all.Done, Does.Contain(new DoneCount(desk.Colleague.Member, 0, "crm.note", 1)));
        var behind = await RowsAsync(desk.Manager, new ListActivitiesInput(team.Moments[0], team.Moments[1]) { Member = rita.Id });
        Assert.That(behind.Select(row => (row.Subject, row.AuthorName, row.Record!.Name)), Is.EqualTo(new[] { ("Last week", "Rita Rep", contact.Name) }));
        Assert.That(
            await RowsAsync(desk.Rep, new ListActivitiesInput(Sample.Now.AddDays(-7), Sample.Now.AddDays(1)) { Member = desk.Colleague.Member }),
            Is.Empty
        );

        Task<TeamReportView> ReportAsync(Caller caller, GetTeamReportInput input) => desk.UseCase<GetTeamReport>().ExecuteAsync(caller, input, default);
        async Task<IReadOnlyList<LoggedActivity>> RowsAsync(Caller caller, ListActivitiesInput input) =>
            (await desk.UseCase<ListActivities>().ExecuteAsync(caller, input, default)).Rows;
    }

    [Test]
    public async Task What_was_done_for_a_record_out_of_sight_counts_and_no_more_is_said_of_it()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        await desk.CallAsync(contact, "Secret");
        await desk.ReplaceAsync(contact with { Owner = desk.Colleague.Member, Revision = 2 });

        var rows = (
            await desk.UseCase<ListActivities>().ExecuteAsync(desk.Rep, new ListActivitiesInput(Sample.Now.AddDays(-1), Sample.Now.AddDays(1)), default)
        ).Rows;

        Assert.That(rows.Select(row => (row.Subject, row.Snippet, row.Record)), Is.EqualTo(new[] { ("", (string?)null, (Records.NamedRecord?)null) }));
    }
}
