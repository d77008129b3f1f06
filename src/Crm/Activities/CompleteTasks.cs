namespace Crm.Activities;

/// <summary>Completes several tasks. Sequences that wait for them go on. Publishes <c>task.completed</c> for each.</summary>
/// <remarks>
/// Invalid: there are no tasks, or too many. Forbidden: one waits for another member, and the caller may not act for others; then none is completed. Refused one by one: unknown tasks, those that are not open
/// (<c>task-not-open</c>), drafts (<c>draft</c>), and calls (<c>call</c>), each of which has its own outcome.
/// </remarks>
public sealed class CompleteTasks : UseCase<TasksInput, BulkTasksResult>
{
    private readonly PluginCatalog plugins;
    private readonly IWaitingStep waiting;

    internal CompleteTasks(UseCaseExecutor executor, PluginCatalog plugins, IWaitingStep waiting)
        : base(executor, "tasks.complete", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => (this.plugins, this.waiting) = (plugins, waiting);

    private protected override async Task<BulkTasksResult> DecideAsync(Work work, TasksInput input)
    {
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        return await BulkTasks.EachAsync(
            work,
            input.Tasks,
            async stored =>
            {
                ActivityWork.RequireNoDraft(stored.Activity);
                if (CompleteTask.IsCall(stored.Activity))
                    throw CrmException.Refused("call", "A call is completed by itself, with its outcome.");
                return (await CompleteTask.CompleteAsync(work, rules, waiting, stored, input.Note)).Task;
            }
        );
    }
}
