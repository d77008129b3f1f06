using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Activities;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class TaskTests(string database)
{
    private readonly Databases databases = new(database);

    [OneTimeSetUp]
    public Task Open() => databases.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task A_task_is_open_and_waits_for_its_creator_unless_another_is_named()
    {
        var desk = await databases.DeskAsync();
        var mine = await desk.CreateTask.ExecuteAsync(desk.AsRep, new CreateTaskInput([], "Mine"), Desk.None);
        var other = await desk.CreateTask.ExecuteAsync(desk.AsRep, new CreateTaskInput([], "Other") { Assignee = desk.Colleague.Id }, Desk.None);
        Assert.That((mine.State, mine.Assignee, other.Assignee), Is.EqualTo((ActivityState.Open, desk.Rep.Id, desk.Colleague.Id)));
    }

    [Test]
    public async Task Completing_a_call_task_logs_the_call_that_fulfils_it_and_the_timeline_shows_one_of_the_two()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        desk.Clock.Advance(TimeSpan.FromHours(2));

        var done = await desk.CompleteTask.ExecuteAsync(
            desk.AsRep,
            new CompleteTaskInput(task.Id, task.Revision)
            {
                Outcome = "connected",
                Duration = TimeSpan.FromSeconds(90),
                Note = "Call again in May.",
            },
            Desk.None
        );

        Assert.That(
            (done.Task.State, done.Task.FulfilledBy, done.Task.CompletedAt),
            Is.EqualTo((ActivityState.Completed, done.Logged!.Id, Sample.Now.AddHours(2)))
        );
        Assert.That((done.Logged.TypeKey, done.Logged.Outcome, done.Logged.DurationSeconds), Is.EqualTo(("crm.call", "connected", 90)));
        var rows = await desk.TimelineAsync(contact);
        Assert.That(rows.Select(row => row.Entry.Id), Is.EqualTo([done.Logged.Id.Value]));
        Assert.That(rows[0].Entry.Snippet, Is.EqualTo("Call again in May."));
        Assert.That(
            (await desk.EntriesAsync(task.Id)).Select(entry => (entry.State, entry.FoldedInto)),
            Is.All.EqualTo((ActivityState.Completed, done.Logged.Id.Value))
        );
        Assert.That((await desk.AuditAsync()).Select(row => row.Action), Is.EquivalentTo(["activity.log", "task.complete", "task.complete"]));
    }

    [Test]
    public async Task Completing_another_task_logs_nothing_and_adds_the_note()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await desk.CreateTask.ExecuteAsync(desk.AsRep, new CreateTaskInput([contact.Ref], "Send it") { Body = "By post." }, Desk.None);
        var done = await desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id) { Note = "Sent." }, Desk.None);
        Assert.That((done.Logged, done.Task.Body, done.Task.Revision), Is.EqualTo(((Activity?)null, "By post.\n\nSent.", 2)));
        var entry = (await desk.TimelineAsync(contact)).Single().Entry;
        Assert.That((entry.State, entry.Snippet), Is.EqualTo((ActivityState.Completed, "By post. Sent.")));
    }

    [Test]
    public async Task A_task_that_nobody_has_shows_nobody_the_name_of_a_record_that_is_hidden()
    {
        var desk = await databases.DeskAsync();
        var hidden = await desk.ContactAsync(desk.Manager);
        var task = Sample.Task(desk.Tenant.Id, Sample.Now);
        await desk.StoreAsync(task, Sample.Entry(task, hidden.Id));

        var ofColleague = await desk.ListTasks.ExecuteAsync(desk.As(desk.Colleague), new ListTasksInput(), Desk.None);
        var ofManager = await desk.ListTasks.ExecuteAsync(desk.As(desk.Manager), new ListTasksInput(), Desk.None);

        Assert.That(ofColleague.Rows, Is.Empty);
        Assert.That(ofManager.Rows.Select(row => row.RecordName), Is.EqualTo(new[] { hidden.Name }));
        var edit = new EditActivityInput(task.Id, 1) { Subject = "Taken" };
        Assert.That(await desk.RefusedAsync(() => desk.Edit.ExecuteAsync(desk.As(desk.Colleague), edit, Desk.None)), Is.TypeOf<CrmError.NotFound>());
        Assert.That(await desk.RefusedAsync(() => desk.Get.ExecuteAsync(desk.As(desk.Colleague), task.Id, Desk.None)), Is.TypeOf<CrmError.NotFound>());
    }

    [Test]
    public async Task A_task_is_completed_once()
    {
        var desk = await databases.DeskAsync();
        var task = await CallTaskAsync(desk, await desk.ContactAsync());
        await desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id), Desk.None);
        var again = await desk.RefusedAsync(() => desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id), Desk.None));
        Assert.That(((CrmError.Refused)again).Code, Is.EqualTo("task-not-open"));
        var stale = await desk.RefusedAsync(() => desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id, 1), Desk.None));
        Assert.That(stale, Is.EqualTo(new CrmError.Stale("activity", 1, 2)));
    }

    [Test]
    public async Task A_call_that_is_wrong_completes_nothing()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        await desk.RefusedAsync(() => desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id) { Outcome = "vanished" }, Desk.None));
        await desk.RefusedAsync(() =>
            desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id) { Duration = TimeSpan.FromSeconds(-5) }, Desk.None)
        );
        Assert.That((await desk.FindAsync(task.Id))!.State, Is.EqualTo(ActivityState.Open));
        Assert.That(await desk.TimelineAsync(contact), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Outcome_and_duration_belong_to_calls_only()
    {
        var desk = await databases.DeskAsync();
        var task = await desk.CreateTask.ExecuteAsync(desk.AsRep, new CreateTaskInput([], "Tidy up"), Desk.None);
        var error = await desk.RefusedAsync(() =>
            desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id) { Outcome = "connected", Duration = TimeSpan.Zero }, Desk.None)
        );
        Assert.That(((CrmError.Invalid)error).Problems.Select(problem => problem.Field), Is.EqualTo(["outcome", "duration"]));
    }

    [Test]
    public async Task What_waits_for_another_member_takes_the_right_to_act_for_others()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await desk.CreateTask.ExecuteAsync(desk.AsRep, new CreateTaskInput([contact.Ref], "Theirs") { Assignee = desk.Colleague.Id }, Desk.None);
        Func<Task>[] acts =
        [
            () => desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id), Desk.None),
            () => desk.CancelTask.ExecuteAsync(desk.AsRep, new CancelTaskInput(task.Id), Desk.None),
            () => desk.Delete.ExecuteAsync(desk.AsRep, new DeleteActivityInput(task.Id), Desk.None),
        ];
        foreach (var act in acts)
            Assert.That(((CrmError.Forbidden)await desk.RefusedAsync(act)).Right, Is.EqualTo(nameof(Right.ActForOthers)));
        Assert.DoesNotThrowAsync(() => desk.CompleteTask.ExecuteAsync(desk.As(desk.Manager), new CompleteTaskInput(task.Id), Desk.None));
    }

    [Test]
    public async Task A_draft_is_no_task()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var draft = await desk.Log.ExecuteAsync(desk.AsRep, new LogActivityInput("email_draft", [contact.Ref], new() { Subject = "Hello" }), Desk.None);
        Assert.That(draft.State, Is.EqualTo(ActivityState.Open));
        var error = await desk.RefusedAsync(() => desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(draft.Id), Desk.None));
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("draft"));
    }

    [Test]
    public async Task Opening_a_task_again_takes_the_call_back()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        var done = await desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id), Desk.None);

        var reopened = await desk.Reopen.ExecuteAsync(desk.AsRep, new ReopenTaskInput(task.Id, done.Task.Revision), Desk.None);

        Assert.That((reopened.State, reopened.FulfilledBy, reopened.CompletedAt), Is.EqualTo((ActivityState.Open, (ActivityId?)null, (DateTimeOffset?)null)));
        Assert.That((await desk.FindAsync(done.Logged!.Id))!.State, Is.EqualTo(ActivityState.Cancelled));
        Assert.That((await desk.TimelineAsync(contact)).Select(row => (row.Entry.Id, row.Entry.State)), Is.EqualTo([(task.Id.Value, ActivityState.Open)]));

        var second = await desk.CompleteTask.ExecuteAsync(desk.AsRep, new CompleteTaskInput(task.Id), Desk.None);
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.Entry.Id), Is.EqualTo([second.Logged!.Id.Value]));
    }

    [Test]
    public async Task Only_a_completed_task_is_opened_again()
    {
        var desk = await databases.DeskAsync();
        var task = await CallTaskAsync(desk, await desk.ContactAsync());
        var error = await desk.RefusedAsync(() => desk.Reopen.ExecuteAsync(desk.AsRep, new ReopenTaskInput(task.Id), Desk.None));
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("task-not-completed"));
    }

    [Test]
    public async Task A_cancelled_task_stays_readable_and_leaves_the_list()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        await desk.CancelTask.ExecuteAsync(desk.AsRep, new CancelTaskInput(task.Id), Desk.None);
        Assert.That((await desk.TimelineAsync(contact)).Single().Entry.State, Is.EqualTo(ActivityState.Cancelled));
        Assert.That((await desk.ListTasks.ExecuteAsync(desk.AsRep, new ListTasksInput(), Desk.None)).Rows, Is.Empty);
    }

    [Test]
    public async Task The_list_shows_the_earliest_due_first_and_only_what_the_caller_may_see()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        foreach (var (subject, days, assignee) in new[] { ("later", 2, desk.Rep), ("sooner", 1, desk.Rep), ("theirs", 1, desk.Colleague) })
            await desk.CreateTask.ExecuteAsync(
                desk.As(desk.Manager),
                new CreateTaskInput([contact.Ref], subject) { DueAt = Sample.Now.AddDays(days), Assignee = assignee.Id },
                Desk.None
            );

        async Task<string[]> Subjects(Member by, ListTasksInput input) =>
            [.. (await desk.ListTasks.ExecuteAsync(desk.As(by), input, Desk.None)).Rows.Select(row => row.Activity.Subject)];

        Assert.That(await Subjects(desk.Rep, new()), Is.EqualTo(["sooner", "later"]));
        Assert.That(await Subjects(desk.Rep, new() { DueBefore = Sample.Now.AddDays(1) }), Is.EqualTo(["sooner"]));
        Assert.That(await Subjects(desk.Manager, new() { Assignee = desk.Colleague.Id }), Is.EqualTo(["theirs"]));
        var row = (await desk.ListTasks.ExecuteAsync(desk.AsRep, new ListTasksInput { Page = new PageRequest(1) }, Desk.None)).Rows[0];
        Assert.That((row.Record, row.RecordName, row.AssigneeName), Is.EqualTo((contact.Ref, contact.Name, "Rita Rep")));
    }

    private static Task<Activity> CallTaskAsync(Desk desk, CrmRecord record) =>
        desk.CreateTask.ExecuteAsync(
            desk.AsRep,
            new CreateTaskInput([record.Ref], "Call them") { Kind = TaskKind.Call, DueAt = Sample.Now.AddDays(1) },
            Desk.None
        );
}
