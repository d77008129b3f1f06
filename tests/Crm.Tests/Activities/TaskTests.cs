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

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task A_task_is_open_and_waits_for_its_creator_unless_another_is_named()
    {
        var desk = await databases.DeskAsync();
        var mine = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([], "Mine"), default);
        var other = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([], "Other") { Assignee = desk.Colleague.Member }, default);
        Assert.That((mine.State, mine.Assignee, other.Assignee), Is.EqualTo((ActivityState.Open, desk.Rep.Member, desk.Colleague.Member)));
    }

    [Test]
    public async Task Completing_a_call_task_logs_the_call_that_fulfils_it_and_the_timeline_shows_one_of_the_two()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        desk.Clock.Advance(TimeSpan.FromHours(2));

        var done = await desk.UseCase<CompleteTask>()
            .ExecuteAsync(
                desk.Rep,
                new CompleteTaskInput(task.Id, task.Revision)
                {
                    Outcome = "connected",
                    Duration = TimeSpan.FromSeconds(90),
                    Note = "Call again in May.",
                },
                default
            );

        Assert.That(
            (done.Task.State, done.Task.FulfilledBy, done.Task.CompletedAt),
            Is.EqualTo((ActivityState.Completed, done.Logged!.Id, Sample.Now.AddHours(2)))
        );
        Assert.That((done.Logged.TypeKey, done.Logged.Outcome, done.Logged.DurationSeconds), Is.EqualTo(("crm.call", "connected", 90)));
        var rows = await desk.TimelineAsync(contact);
        Assert.That(rows.Select(row => row.Id), Is.EqualTo([done.Logged.Id.Value]));
        Assert.That(rows[0].Snippet, Is.EqualTo("Call again in May."));
        Assert.That(
            (await desk.EntriesAsync(task.Id)).Select(entry => (entry.State, entry.FoldedInto)),
            Is.All.EqualTo((ActivityState.Completed, done.Logged.Id.Value))
        );
        Assert.That((await desk.AuditAsync()).Select(row => row.Action), Is.EquivalentTo(["task.create", "task.complete", "task.complete"]));
    }

    [Test]
    public async Task Completing_another_task_logs_nothing_and_adds_the_note()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Send it") { Body = "By post." }, default);
        var done = await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Note = "Sent." }, default);
        Assert.That((done.Logged, done.Task.Body, done.Task.Revision), Is.EqualTo(((ActivityView?)null, "By post.\n\nSent.", 2)));
        var entry = (await desk.TimelineAsync(contact)).Single();
        Assert.That((entry.State, entry.Snippet), Is.EqualTo((ActivityState.Completed, "By post. Sent.")));
    }

    [Test]
    public async Task A_task_that_nobody_has_shows_nobody_the_name_of_a_record_that_is_hidden()
    {
        var desk = await databases.DeskAsync();
        var hidden = await desk.ContactAsync(desk.Administrator);
        var task = Sample.Task(desk.Tenant.Id, Sample.Now);
        await desk.StoreAsync(task, Sample.Entry(task, hidden.Id));

        var ofColleague = await desk.UseCase<ListTasks>().ExecuteAsync(desk.Colleague, new ListTasksInput(), default);
        var ofManager = await desk.UseCase<ListTasks>().ExecuteAsync(desk.Administrator, new ListTasksInput(), default);

        Assert.That(ofColleague.Rows, Is.Empty);
        Assert.That(ofManager.Rows.Select(row => row.RecordName), Is.EqualTo(new[] { hidden.Name }));
        var edit = new EditActivityInput(task.Id, 1) { Subject = "Taken" };
        Assert.That(await desk.RefusedAsync(() => desk.UseCase<EditActivity>().ExecuteAsync(desk.Colleague, edit, default)), Is.TypeOf<CrmError.NotFound>());
        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<GetActivity>().ExecuteAsync(desk.Colleague, new GetActivityInput(task.Id), default)),
            Is.TypeOf<CrmError.NotFound>()
        );
    }

    [Test]
    public async Task A_task_is_completed_once()
    {
        var desk = await databases.DeskAsync();
        var task = await CallTaskAsync(desk, await desk.ContactAsync());
        await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);
        var again = await desk.RefusedAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default));
        Assert.That(((CrmError.Refused)again).Code, Is.EqualTo("task-not-open"));
        var stale = await desk.RefusedAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id, 1), default));
        Assert.That(stale, Is.EqualTo(new CrmError.Stale("activity", 1, 2)));
    }

    [Test]
    public async Task A_call_that_is_wrong_completes_nothing()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        await desk.RefusedAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "vanished" }, default));
        await desk.RefusedAsync(() =>
            desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Duration = TimeSpan.FromSeconds(-5) }, default)
        );
        Assert.That((await desk.FindAsync(task.Id))!.State, Is.EqualTo(ActivityState.Open));
        Assert.That(await desk.TimelineAsync(contact), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Outcome_and_duration_belong_to_calls_only()
    {
        var desk = await databases.DeskAsync();
        var task = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([], "Tidy up"), default);
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "connected", Duration = TimeSpan.Zero }, default)
        );
        Assert.That(((CrmError.Invalid)error).Problems.Select(problem => problem.Field), Is.EqualTo(["outcome", "duration"]));
    }

    [Test]
    public async Task What_waits_for_another_member_takes_the_right_to_act_for_others()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await desk.UseCase<CreateTask>()
            .ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Theirs") { Assignee = desk.Colleague.Member }, default);
        Func<Task>[] acts =
        [
            () => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default),
            () => desk.UseCase<CancelTask>().ExecuteAsync(desk.Rep, new CancelTaskInput(task.Id), default),
            () => desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(task.Id), default),
        ];
        foreach (var act in acts)
            Assert.That(((CrmError.Forbidden)await desk.RefusedAsync(act)).Right, Is.EqualTo(nameof(Right.ActForOthers)));
        Assert.DoesNotThrowAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Administrator, new CompleteTaskInput(task.Id), default));
    }

    [Test]
    public async Task A_draft_is_no_task()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var draft = await desk.UseCase<LogActivity>()
            .ExecuteAsync(desk.Rep, new LogActivityInput("email_draft", [contact.Ref], new() { Subject = "Hello" }), default);
        Assert.That(draft.State, Is.EqualTo(ActivityState.Open));
        var error = await desk.RefusedAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(draft.Id), default));
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("draft"));
    }

    [Test]
    public async Task Opening_a_task_again_takes_the_call_back()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        var done = await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);

        var reopened = await desk.UseCase<ReopenTask>().ExecuteAsync(desk.Rep, new ReopenTaskInput(task.Id, done.Task.Revision), default);

        Assert.That((reopened.State, reopened.FulfilledBy, reopened.CompletedAt), Is.EqualTo((ActivityState.Open, (ActivityId?)null, (DateTimeOffset?)null)));
        Assert.That((await desk.FindAsync(done.Logged!.Id))!.State, Is.EqualTo(ActivityState.Cancelled));
        Assert.That((await desk.TimelineAsync(contact)).Select(row => (row.Id, row.State)), Is.EqualTo([(task.Id.Value, ActivityState.Open)]));

        var second = await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.Id), Is.EqualTo([second.Logged!.Id.Value]));
    }

    [Test]
    public async Task Only_a_completed_task_is_opened_again()
    {
        var desk = await databases.DeskAsync();
        var task = await CallTaskAsync(desk, await desk.ContactAsync());
        var error = await desk.RefusedAsync(() => desk.UseCase<ReopenTask>().ExecuteAsync(desk.Rep, new ReopenTaskInput(task.Id), default));
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("task-not-completed"));
    }

    [Test]
    public async Task A_cancelled_task_stays_readable_and_leaves_the_list()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await CallTaskAsync(desk, contact);
        await desk.UseCase<CancelTask>().ExecuteAsync(desk.Rep, new CancelTaskInput(task.Id), default);
        Assert.That((await desk.TimelineAsync(contact)).Single().State, Is.EqualTo(ActivityState.Cancelled));
        Assert.That((await desk.UseCase<ListTasks>().ExecuteAsync(desk.Rep, new ListTasksInput(), default)).Rows, Is.Empty);
    }

    [Test]
    public async Task The_list_shows_the_earliest_due_first_and_only_what_the_caller_may_see()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        foreach (var (subject, days, assignee) in new[] { ("later", 2, desk.Rep), ("sooner", 1, desk.Rep), ("theirs", 1, desk.Colleague) })
            await desk.UseCase<CreateTask>()
                .ExecuteAsync(
                    desk.Administrator,
                    new CreateTaskInput([contact.Ref], subject) { DueAt = Sample.Now.AddDays(days), Assignee = assignee.Member },
                    default
                );

        async Task<string[]> Subjects(Caller by, ListTasksInput input) =>
            [.. (await desk.UseCase<ListTasks>().ExecuteAsync(by, input, default)).Rows.Select(row => row.Activity.Subject)];

        Assert.That(await Subjects(desk.Rep, new()), Is.EqualTo(["sooner", "later"]));
        Assert.That(await Subjects(desk.Rep, new() { DueBefore = Sample.Now.AddDays(1) }), Is.EqualTo(["sooner"]));
        Assert.That(await Subjects(desk.Administrator, new() { Assignee = desk.Colleague.Member }), Is.EqualTo(["theirs"]));
        var row = (await desk.UseCase<ListTasks>().ExecuteAsync(desk.Rep, new ListTasksInput { Page = new PageRequest(1) }, default)).Rows[0];
        Assert.That((row.Record, row.RecordName, row.AssigneeName), Is.EqualTo((contact.Ref, contact.Name, "Rita Rep")));
    }

    private static Task<ActivityView> CallTaskAsync(Desk desk, CrmRecord record) =>
        desk.UseCase<CreateTask>()
            .ExecuteAsync(desk.Rep, new CreateTaskInput([record.Ref], "Call them") { Kind = TaskKind.Call, DueAt = Sample.Now.AddDays(1) }, default);
}
