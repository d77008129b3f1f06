using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing.Builders;

namespace Crm.Activities;

/// <summary>Several tasks at once, put off, given away, skipped, and the call that reaches nobody.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class BulkTaskTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task Several_tasks_are_completed_and_those_that_cannot_be_say_why()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var (first, second) = (await TaskAsync(desk, contact), await TaskAsync(desk, contact));
        var call = await TaskAsync(desk, contact, TaskKind.Call);
        await desk.UseCase<CancelTask>().ExecuteAsync(desk.Rep, new CancelTaskInput(second.Id), default);
        var unknown = new ActivityId(Sample.Id());
        var input = new TasksInput([first.Id, second.Id, call.Id, unknown, first.Id]) { Note = "All done." };

        var done = await desk.UseCase<CompleteTasks>().ExecuteAsync(desk.Rep, input, default);

        Assert.That(done.Changed.Select(task => (task.Id, task.State, task.Body)), Is.EqualTo(new[] { (first.Id, ActivityState.Completed, "All done.") }));
        Assert.That(
            done.Refused.Select(refused => (refused.Subject, refused.Code)),
            Is.EqualTo(new[] { ($"{second.Id}", "task-not-open"), ($"{call.Id}", "call"), ($"{unknown}", "not-found") })
        );
        Assert.That((await desk.FindAsync(call.Id))!.State, Is.EqualTo(ActivityState.Open));
    }

    [Test]
    public async Task Tasks_are_put_off_given_away_and_skipped_with_a_reason()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var (first, second) = (await TaskAsync(desk, contact), await TaskAsync(desk, contact));
        var later = Sample.Now.AddDays(3);

        var snoozed = await desk.UseCase<EditTasks>().ExecuteAsync(desk.Rep, new EditTasksInput([first.Id, second.Id]) { DueAt = later }, default);
        Assert.That(snoozed.Changed.Select(task => task.DueAt), Is.All.EqualTo(later));
        await desk.RefusedAsync<CrmError.Invalid>(() =>
            desk.UseCase<EditTasks>().ExecuteAsync(desk.Rep, new EditTasksInput([first.Id]) { DueAt = Sample.Now }, default)
        );

        var given = await desk.UseCase<EditTasks>().ExecuteAsync(desk.Rep, new EditTasksInput([first.Id]) { Assignee = desk.Colleague.Member }, default);
        Assert.That(given.Changed.Single().Assignee, Is.EqualTo(desk.Colleague.Member));
        await desk.RefusedAsync<CrmError.Forbidden>(() =>
            desk.UseCase<EditTasks>().ExecuteAsync(desk.Rep, new EditTasksInput([second.Id, first.Id]) { DueAt = later.AddDays(1) }, default)
        );
        Assert.That((await desk.FindAsync(second.Id))!.DueAt, Is.EqualTo(later), "none is put off where one is another's");
        await desk.RefusedAsync<CrmError.Invalid>(() =>
            desk.UseCase<EditTasks>().ExecuteAsync(desk.Rep, new EditTasksInput([second.Id]) { Assignee = new MemberId(Sample.Id()) }, default)
        );

        var skipped = await desk.UseCase<CancelTasks>().ExecuteAsync(desk.Rep, new TasksInput([second.Id]) { Note = "They moved away." }, default);
        Assert.That((skipped.Changed.Single().State, skipped.Changed.Single().Body), Is.EqualTo((ActivityState.Cancelled, "They moved away.")));
        Assert.That((await desk.TimelineAsync(contact)).Single(row => row.Id == second.Id.Value).Snippet, Is.EqualTo("They moved away."));
    }

    [Test]
    public async Task A_call_that_reaches_nobody_is_logged_and_the_task_waits_for_the_next_try()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var task = await TaskAsync(desk, contact, TaskKind.Call);
        var again = Sample.Now.AddHours(4);

        var tried = await desk.UseCase<CompleteTask>()
            .ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "no_answer", RetryAt = again }, default);

        Assert.That(
            (tried.Task.State, tried.Task.DueAt, tried.Logged!.Outcome, tried.Next),
            Is.EqualTo((ActivityState.Open, (DateTimeOffset?)again, "no_answer", (NextStep?)null))
        );
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.TypeKey), Is.EquivalentTo(new[] { "crm.call", "crm.task" }));
        await desk.RefusedAsync<CrmError.Invalid>(() =>
            desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { RetryAt = Sample.Now.AddHours(-1) }, default)
        );
        var done = await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "connected" }, default);
        Assert.That(done.Task.State, Is.EqualTo(ActivityState.Completed));
        var toDo = await TaskAsync(desk, contact);
        await desk.RefusedAsync<CrmError.Invalid>(() =>
            desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(toDo.Id) { RetryAt = again }, default)
        );
    }

    [Test]
    public async Task A_list_brings_the_number_and_the_time_zone_of_whom_to_call()
    {
        var desk = await databases.DeskAsync();
        var company = Sample.Company(desk.Tenant.Id) with { Zone = "Asia/Tokyo" };
        var ada = Sample.Contact(desk.Tenant.Id, "Ada") with
        {
            Company = company.Id,
            JobTitle = "CTO",
            Zone = null,
            Country = null,
            ContactPoints = [Sample.Phone("+4930901820")],
        };
        var bo = Sample.Contact(desk.Tenant.Id, "Bo") with { Company = company.Id, ContactPoints = [], Zone = null, Country = null };
        var deal = Sample.Deal(desk.Tenant.Id) with { Contact = bo.Id };
        await desk.StoreAsync(company, ada, bo, deal);
        await TaskAsync(desk, ada, TaskKind.Call);
        await TaskAsync(desk, deal);

        var rows = (await desk.UseCase<ListTasks>().ExecuteAsync(desk.Rep, new ListTasksInput { WithPeople = true }, default)).Rows;

        var (call, other) = (rows.Single(row => row.Kind == TaskKind.Call).Person!, rows.Single(row => row.Kind == TaskKind.ToDo).Person!);
        Assert.That((call.Name, call.Phone, call.Title, call.Company, call.Zone), Is.EqualTo(("Ada", "+4930901820", "CTO", company.Name, "Europe/Berlin")));
        Assert.That((other.Record, other.Phone, other.Zone), Is.EqualTo((bo.Ref, (string?)null, "Asia/Tokyo")));
    }

    private static Task<ActivityView> TaskAsync(Desk desk, CrmRecord record, TaskKind kind = TaskKind.ToDo) =>
        desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([record.Ref], "Do it") { Kind = kind }, default);
}
