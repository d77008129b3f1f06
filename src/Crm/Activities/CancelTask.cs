namespace Crm.Activities;

/// <summary>The task to cancel.</summary>
/// <param name="Id">The task.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record CancelTaskInput(ActivityId Id, int? Revision = null)
{
    /// <summary>Why, in words, at most 500 characters: added to the task's body, and told to the sequence that waited. Null: nobody said.</summary>
    public string? Why { get; init; }
}

/// <summary>Cancels an open task that is not wanted any more; it stays readable. A sequence that waits for it skips the step. Publishes <c>task.cancelled</c>.</summary>
/// <remarks>NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not open (<c>task-not-open</c>), or a draft (<c>draft</c>).</remarks>
public sealed class CancelTask : UseCase<CancelTaskInput, ActivityView>
{
    private const int MaxWhy = 500;

    private readonly IWaitingStep waiting;

    internal CancelTask(UseCaseExecutor executor, IWaitingStep waiting)
        : base(executor, "task.cancel", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.waiting = waiting;

    private protected override async Task<ActivityView> DecideAsync(Work work, CancelTaskInput input)
    {
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        work.RequireMine(stored.Activity);
        ActivityWork.RequireNoDraft(stored.Activity);
        return ActivityView.Of(await CancelAsync(work, waiting, stored, input.Why));
    }

    /// <summary>Cancels a task that is the caller's to cancel.</summary>
    internal static async Task<Activity> CancelAsync(Work work, IWaitingStep waiting, StoredActivity stored, string? why)
    {
        if (why is { Length: > MaxWhy })
            throw CrmException.Invalid("why", $"It may have {MaxWhy} characters at most, had {why.Length}.");
        var reason = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        var cancelled = ActivityDecisions.Cancel(work.Changes, stored.Activity, stored.Entries, reason);
        await waiting.EndAsync(work, stored.Activity, isDone: false, reason);
        work.RecordChange("task.cancelled", stored.Record, stored.Activity, cancelled);
        return cancelled;
    }
}
