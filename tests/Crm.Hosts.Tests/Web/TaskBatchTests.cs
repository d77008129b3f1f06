using System.Globalization;
using Crm.Activities;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Tests.Hosts.Web;

/// <summary>What the queue does to several tasks at once, says of it, and takes back.</summary>
internal sealed class TaskBatchTests
{
    private WebServer server = null!;
    private MemberView ada = null!;
    private RecordRef contact;
    private TaskBatch batch = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync();
        ada = (await server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members[0];
        contact = await server.ContactAsync("Batch", "batch@acme.example");
        var engine = new Engine(
            server.App.Services.GetRequiredService<IServiceScopeFactory>(),
            new Ada(WebServer.Caller with { Actor = Actor.Member(ada.Id) })
        );
        var texts = server.App.Services.GetRequiredService<IStringLocalizer<Texts>>();
        var sentences = new Sentences(texts);
        batch = new TaskBatch(engine, new TaskUndo(engine, sentences, texts), sentences, texts);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public async Task What_cannot_be_completed_is_said_with_its_reason_and_holds_up_nothing()
    {
        var (todo, call, gone) = (await TaskAsync("Send the offer"), await TaskAsync("Ring back", TaskKind.Call), await TaskAsync("Done before"));
        await server.Use<CompleteTask>().ExecuteAsync(WebServer.Caller, new CompleteTaskInput(gone.Activity.Id), default);

        var done = await batch.CompleteAsync([todo, call, gone]);

        Assert.That(done.Text, Is.EqualTo("1 completed."));
        Assert.That(
            done.Refused,
            Is.EqualTo(new[] { "“Ring back”: A call is completed by itself, with its outcome.", "“Done before”: It is done or cancelled already." })
        );
        Assert.That(await StateAsync(todo), Is.EqualTo(ActivityState.Completed));
        var undone = await done.Undo!();
        Assert.That((undone.Text, await StateAsync(todo)), Is.EqualTo(("Undone.", ActivityState.Open)));
    }

    [Test]
    public async Task What_was_put_off_or_given_away_gets_back_when_it_was_due_and_whose_it_was()
    {
        var (late, open) = (await TaskAsync("Late", due: DateTimeOffset.UtcNow.AddDays(-3)), await TaskAsync("Without a date"));
        var other = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Otto Other", "otto@northwind.example"), default);
        var until = DateTimeOffset.UtcNow.AddDays(2);

        var snoozed = await batch.SnoozeAsync([late, open], until);
        Assert.That((await FindAsync(late)).DueAt, Is.EqualTo(until).Within(TimeSpan.FromSeconds(1)));
        await snoozed.Undo!();
        Assert.That(((await FindAsync(late)).DueAt, (await FindAsync(open)).DueAt), Is.EqualTo((late.Activity.DueAt, (DateTimeOffset?)null)));

        var given = await batch.GiveAsync([await ViewAsync(late), await ViewAsync(open)], other.Id, other.Name);
        Assert.That((given.Text, (await FindAsync(open)).Assignee), Is.EqualTo(("2 given to Otto Other.", (MemberId?)other.Id)));
        await given.Undo!();
        Assert.That(((await FindAsync(late)).Assignee, (await FindAsync(open)).Assignee), Is.EqualTo(((MemberId?)ada.Id, (MemberId?)ada.Id)));
    }

    [Test]
    public async Task What_is_cancelled_keeps_the_reason_and_is_not_taken_back()
    {
        var (one, two) = (await TaskAsync("One"), await TaskAsync("Two"));

        var done = await batch.CancelAsync([one, two], "The fair is off.");

        Assert.That((done.Text, done.Undo), Is.EqualTo(("2 called off.", (Func<Task<WorkDone>>?)null)));
        Assert.That(await StateAsync(one), Is.EqualTo(ActivityState.Cancelled));
        Assert.That((await FindAsync(two)).Body, Does.Contain("The fair is off."));
    }

    [Test]
    public async Task What_cannot_be_taken_back_is_said()
    {
        var task = await TaskAsync("Done twice");
        var done = await batch.CompleteAsync([task]);
        await server.Use<ReopenTask>().ExecuteAsync(WebServer.Caller, new ReopenTaskInput(task.Activity.Id), default);

        var undone = await done.Undo!();

        Assert.That(undone.Text, Is.EqualTo("It could not be undone."));
        Assert.That(undone.Refused, Has.Count.EqualTo(1).And.All.StartsWith("“Done twice”: "));
    }

    [Test]
    public async Task It_speaks_the_readers_language()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo("de");
        try
        {
            var done = await batch.CompleteAsync([await TaskAsync("Anrufen", TaskKind.Call)]);
            Assert.That((done.Text, done.Refused[0]), Is.EqualTo(("0 erledigt.", "„Anrufen“: Ein Anruf wird einzeln erledigt, mit seinem Ergebnis.")));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private async Task<TaskView> TaskAsync(string subject, TaskKind kind = TaskKind.ToDo, DateTimeOffset? due = null)
    {
        var input = new CreateTaskInput([contact], subject)
        {
            Kind = kind,
            Assignee = ada.Id,
            DueAt = due,
        };
        return new TaskView(await server.Use<CreateTask>().ExecuteAsync(WebServer.Caller, input, default), contact, "Grace Batch", ada.Name, null);
    }

    private async Task<TaskView> ViewAsync(TaskView task) => task with { Activity = await FindAsync(task) };

    private async Task<ActivityView> FindAsync(TaskView task) =>
        (await server.Use<GetActivity>().ExecuteAsync(WebServer.Caller, new GetActivityInput(task.Activity.Id), default)).Activity;

    private async Task<ActivityState> StateAsync(TaskView task) => (await FindAsync(task)).State;

    private sealed class Ada(Caller caller) : ICallerProvider
    {
        public ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken) => new(caller);
    }
}
