using Crm.Activities.Types;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>The task to open again.</summary>
/// <param name="Id">The task.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record ReopenTaskInput(ActivityId Id, int? Revision = null);

/// <summary>Takes a completion back: the task is open again, the call that it logged is cancelled. Publishes <c>task.reopened</c>.</summary>
/// <remarks>
/// NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not completed (<c>task-not-completed</c>), or the sequence that waited for it has gone on
/// (<c>sequence-went-on</c>), or it is an approved draft (<c>draft-approved</c>).
/// </remarks>
public sealed class ReopenTask : UseCase<ReopenTaskInput, ActivityView>
{
    private readonly IWaitingStep waiting;

    internal ReopenTask(UseCaseExecutor executor, IWaitingStep waiting)
        : base(executor, "task.reopen", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.waiting = waiting;

    private protected override async Task<ActivityView> DecideAsync(Work work, ReopenTaskInput input)
    {
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        work.RequireMine(stored.Activity);
        if (stored.Activity is { State: ActivityState.Completed, TypeKey: EmailDraftActivity.Key })
            throw CrmException.Refused("draft-approved", "The draft was approved and its message is queued or sent; cancel the message instead.");
        if (stored.Activity.State == ActivityState.Completed && await waiting.HasGoneOnAsync(work, stored.Activity))
            throw CrmException.Refused("sequence-went-on", "The sequence that waited for this task has moved on; log a new activity instead.");
        var (logged, entries) = await LoggedAsync(work, stored.Activity);
        var reopened = ActivityDecisions.Reopen(work.Changes, stored.Activity, stored.Entries, logged, entries);
        work.RecordChange("task.reopened", stored.Record, stored.Activity, reopened);
        return ActivityView.Of(reopened);
    }

    private static async Task<(Activity? Logged, IReadOnlyList<TimelineEntry> Entries)> LoggedAsync(Work work, Activity task)
    {
        if (task.FulfilledBy is not { } id)
            return (null, []);
        var logged = (await work.Stores.Activities.GetAsync([id], work.Cancellation)).SingleOrDefault();
        return (logged, await work.Stores.Activities.GetEntriesAsync([id.Value], work.Cancellation));
    }
}
