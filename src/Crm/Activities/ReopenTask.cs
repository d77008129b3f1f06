using Crm.Sequences;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>The task to open again.</summary>
/// <param name="Id">The task.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record ReopenTaskInput(ActivityId Id, int? Revision = null);

/// <summary>Takes a completion back: the task is open again, the call that it logged is cancelled. Takes <see cref="Right.EditRecords"/>, and <see cref="Right.ActForOthers"/> where it is another member's; publishes <c>task.reopened</c>.</summary>
public sealed class ReopenTask(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The task as it is stored.</returns>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not completed (<c>task-not-completed</c>), or the sequence that waited for it has gone on (<c>sequence-went-on</c>). Forbidden: it is another member's.</exception>
    public Task<Activity> ExecuteAsync(Caller caller, ReopenTaskInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "task.reopen", Right.EditRecords, input, work => ReopenAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<Activity> ReopenAsync(Work work, ReopenTaskInput input, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(work, input.Id, input.Revision, cancellationToken);
        TaskEnding.RequireMine(work, stored.Activity);
        await RequireWaitingAsync(work, stored.Activity, cancellationToken);
        var (logged, entries) = await LoggedAsync(work, stored.Activity, cancellationToken);
        var reopened = ActivityDecisions.Reopen(work.Changes, stored.Activity, stored.Entries, logged, entries);
        ActivityTrail.Leave(work, "task.reopened", stored.Record, stored.Activity, reopened);
        return reopened;
    }

    /// <summary>A step is done once: where its execution has ended, the next step is planned, and nothing brings the enrollment back.</summary>
    private static async Task RequireWaitingAsync(Work work, Activity task, CancellationToken cancellationToken)
    {
        if (task.Execution is not { } id || task.State != ActivityState.Completed)
            return;
        var execution = (await work.Stores.Sequences.GetExecutionsByIdAsync([id], cancellationToken)).SingleOrDefault();
        if (execution is null or { State: not StepExecutionState.Waiting })
            throw CrmException.Refused("sequence-went-on", "The sequence that waited for this task has gone on; log what is to be said as a new activity.");
    }

    private static async Task<(Activity? Logged, IReadOnlyList<TimelineEntry> Entries)> LoggedAsync(
        Work work,
        Activity task,
        CancellationToken cancellationToken
    )
    {
        if (task.FulfilledBy is not { } id)
            return (null, []);
        var logged = (await work.Stores.Activities.GetAsync([id], cancellationToken)).SingleOrDefault();
        return (logged, await work.Stores.Activities.GetEntriesAsync([id.Value], cancellationToken));
    }
}
