using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Activities;

/// <summary>Tasks that a sequence waits for.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class SequenceTaskTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task Completing_the_task_logs_the_call_and_lets_the_enrollment_go_on()
    {
        var (desk, task) = await WaitingAsync();
        var done = await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "connected" }, default);
        var logged = (await desk.FindAsync(done.Logged!.Id))!;
        Assert.That((logged.Enrollment, logged.Execution), Is.EqualTo((task.Enrollment, task.Execution)));
        Assert.That(await StateAsync(desk, task), Is.EqualTo((StepExecutionState.Done, EnrollmentState.Finished, FinishReason.Completed)));
        Assert.That((done.Next!.Enrollment, done.Next.State), Is.EqualTo((task.Enrollment!.Value, EnrollmentState.Finished)), "what comes next is said");
    }

    [Test]
    public async Task Cancelling_the_task_skips_the_step()
    {
        var (desk, task) = await WaitingAsync();
        await desk.UseCase<CancelTask>().ExecuteAsync(desk.Rep, new CancelTaskInput(task.Id), default);
        Assert.That((await StateAsync(desk, task)).Step, Is.EqualTo(StepExecutionState.Skipped));
    }

    [Test]
    public async Task Skipping_it_with_a_reason_tells_the_sequence()
    {
        var (desk, task) = await WaitingAsync();
        await desk.UseCase<CancelTasks>().ExecuteAsync(desk.Rep, new TasksInput([task.Id]) { Note = "Wrong number" }, default);
        var execution = (await desk.ReadAsync(unit => unit.Sequences.GetExecutionsByIdAsync([task.Execution!.Value], default))).Single();
        Assert.That((execution.State, execution.Why), Is.EqualTo((StepExecutionState.Skipped, "A person skipped the task: Wrong number")));
    }

    [Test]
    public async Task A_call_that_is_tried_again_leaves_the_enrollment_waiting()
    {
        var (desk, task) = await WaitingAsync();
        var tried = await desk.UseCase<CompleteTask>()
            .ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "no_answer", RetryAt = Sample.Now.AddHours(2) }, default);
        Assert.That(tried.Logged!.Enrollment, Is.EqualTo(task.Enrollment));
        Assert.That((await StateAsync(desk, task)).State, Is.EqualTo(EnrollmentState.Waiting));
    }

    [Test]
    public async Task Deleting_the_task_skips_the_step()
    {
        var (desk, task) = await WaitingAsync();
        await desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(task.Id), default);
        Assert.That((await StateAsync(desk, task)).Step, Is.EqualTo(StepExecutionState.Skipped));
    }

    [Test]
    public async Task A_call_that_is_wrong_leaves_the_enrollment_waiting()
    {
        var (desk, task) = await WaitingAsync();
        await desk.RefusedAsync(() => desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id) { Outcome = "vanished" }, default));
        Assert.That(await StateAsync(desk, task), Is.EqualTo((StepExecutionState.Waiting, EnrollmentState.Waiting, (FinishReason?)null)));
    }

    [Test]
    public async Task A_task_whose_sequence_has_gone_on_stays_completed()
    {
        var (desk, task) = await WaitingAsync();
        await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);
        var error = await desk.RefusedAsync(() => desk.UseCase<ReopenTask>().ExecuteAsync(desk.Rep, new ReopenTaskInput(task.Id), default));
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("sequence-went-on"));
    }

    private async Task<(Desk Desk, Activity Task)> WaitingAsync()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var sequence = Sample.Sequence(desk.Tenant.Id);
        var version = Sample.Version(sequence);
        var enrollment = Sample.Enrollment(sequence, version.Id, contact.Id) with { State = EnrollmentState.Waiting, DueAt = null };
        var task = Sample.Task(desk.Tenant.Id, Sample.Now, desk.Rep.Member) with { Details = """{"kind":"call"}""", Enrollment = enrollment.Id };
        var execution = Sample.Execution(enrollment) with { Activity = task.Id };
        task = task with { Execution = execution.Id };
        await desk.StoreAsync(sequence with { Published = version.Id }, version, enrollment, execution, task, Sample.Entry(task, contact.Id));
        return (desk, task);
    }

    private static async Task<(StepExecutionState Step, EnrollmentState State, FinishReason? Finish)> StateAsync(Desk desk, Activity task)
    {
        var execution = (await desk.ReadAsync(unit => unit.Sequences.GetExecutionsByIdAsync([task.Execution!.Value], default))).Single();
        var enrollment = (await desk.ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync([task.Enrollment!.Value], default))).Single();
        return (execution.State, enrollment.State, enrollment.Finish);
    }
}
