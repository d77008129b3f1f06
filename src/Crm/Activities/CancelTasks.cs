namespace Crm.Activities;

/// <summary>Cancels several open tasks; they stay readable. Sequences that wait for them skip the step, and hear the note as the reason. Publishes <c>task.cancelled</c> for each.</summary>
/// <remarks>
/// Invalid: there are no tasks, or too many. Forbidden: one waits for another member, and the caller may not act for others; then none is cancelled. Refused one by one: unknown tasks, those that are not open
/// (<c>task-not-open</c>), and drafts (<c>draft</c>).
/// </remarks>
public sealed class CancelTasks : UseCase<TasksInput, BulkTasksResult>
{
    private readonly IWaitingStep waiting;

    internal CancelTasks(UseCaseExecutor executor, IWaitingStep waiting)
        : base(executor, "tasks.cancel", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.waiting = waiting;

    private protected override Task<BulkTasksResult> DecideAsync(Work work, TasksInput input) =>
        BulkTasks.EachAsync(
            work,
            input.Tasks,
            stored =>
            {
                ActivityWork.RequireNoDraft(stored.Activity);
                return CancelTask.CancelAsync(work, waiting, stored, input.Note);
            }
        );
}
