namespace Crm.Activities;

/// <summary>The activity to delete.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record DeleteActivityInput(ActivityId Id, int? Revision = null);

/// <summary>Deletes an activity; a tombstone keeps its place in the timelines. A sequence that waits for it skips the step. Publishes <c>activity.deleted</c>.</summary>
/// <remarks>NotFound: it is unknown, deleted already, or not for the caller to see. Stale: somebody else changed it.</remarks>
public sealed class DeleteActivity : UseCase<DeleteActivityInput, ActivityView>
{
    private readonly IWaitingStep waiting;

    internal const string Name = "activity.delete";

    internal DeleteActivity(UseCaseExecutor executor, IWaitingStep waiting)
        : base(executor, Name, Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.waiting = waiting;

    private protected override async Task<ActivityView> DecideAsync(Work work, DeleteActivityInput input)
    {
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        if (stored.Activity.State == ActivityState.Open)
            work.RequireMine(stored.Activity);
        var deleted = ActivityDecisions.Delete(work.Changes, stored.Activity, stored.Entries, work.Now);
        await waiting.EndAsync(work, stored.Activity, isDone: false);
        work.RecordChange("activity.deleted", stored.Record, stored.Activity, deleted);
        return ActivityView.Of(deleted);
    }
}
