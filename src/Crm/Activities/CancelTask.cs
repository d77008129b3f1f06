using Crm.Tenancy;

namespace Crm.Activities;

/// <summary>The task to cancel.</summary>
/// <param name="Id">The task.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record CancelTaskInput(ActivityId Id, int? Revision = null);

/// <summary>Cancels an open task that is not wanted any more; it stays readable. A sequence that waits for it goes on, with the step skipped. Takes <see cref="Right.EditRecords"/>; publishes <c>task.cancelled</c>.</summary>
public sealed class CancelTask(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The task as it is stored.</returns>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not open, or a draft. Forbidden: it waits for another member.</exception>
    public Task<Activity> ExecuteAsync(Caller caller, CancelTaskInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "task.cancel", Right.EditRecords, input, work => CancelAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<Activity> CancelAsync(Work work, CancelTaskInput input, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(work, input.Id, input.Revision, cancellationToken);
        TaskEnding.RequireMine(work, stored.Activity);
        TaskEnding.RequireNoDraft(stored.Activity);
        var cancelled = ActivityDecisions.Cancel(work.Changes, stored.Activity, stored.Entries);
        await TaskEnding.GoOnAsync(work, stored.Activity, TaskEnd.Skipped, cancellationToken);
        ActivityTrail.Leave(work, "task.cancelled", stored.Record, stored.Activity, cancelled);
        return cancelled;
    }
}
