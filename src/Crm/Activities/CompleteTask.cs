using Crm.Activities.Types;
using Crm.Sequences;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>How a task ended.</summary>
/// <param name="Id">The task.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record CompleteTaskInput(ActivityId Id, int? Revision = null)
{
    /// <summary>Words about it: the body of the call; added to the body of other tasks.</summary>
    public string? Note { get; init; }

    /// <summary>Outcome of the call; null for other tasks.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long the call took, 0 to 30 days; null for other tasks.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where a recording of the call can be heard; null for other tasks.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>When the call was made; null: now. Null for other tasks.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>A completed task.</summary>
/// <param name="Task">The task as it is stored.</param>
/// <param name="Logged">The call that was logged with it; null for other tasks.</param>
public sealed record CompletedTask(ActivityView Task, ActivityView? Logged);

/// <summary>Completes a task; one of kind call logs the call that fulfils it. A sequence that waits for it goes on. Publishes <c>task.completed</c>.</summary>
/// <remarks>
/// NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not open (<c>task-not-open</c>), or a draft (<c>draft</c>). Invalid: outcome or duration is
/// wrong, or the task is no call.
/// </remarks>
public sealed class CompleteTask : UseCase<CompleteTaskInput, CompletedTask>
{
    private readonly PluginCatalog plugins;
    private readonly IWaitingStep waiting;

    internal CompleteTask(UseCaseExecutor executor, PluginCatalog plugins, IWaitingStep waiting)
        : base(executor, "task.complete", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => (this.plugins, this.waiting) = (plugins, waiting);

    private protected override async Task<CompletedTask> DecideAsync(Work work, CompleteTaskInput input)
    {
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        work.RequireMine(stored.Activity);
        ActivityWork.RequireNoDraft(stored.Activity);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var isCall = stored.Activity.TypeKey == TaskActivity.Key && TaskDetails.Of(stored.Activity).Kind == TaskKind.Call;
        var (task, logged) = isCall ? await FulfilAsync(work, rules, stored, input) : (Complete(work, rules, stored, input), null);
        await waiting.EndAsync(work, stored.Activity, isDone: true);
        work.RecordChange("task.completed", stored.Record, stored.Activity, task);
        return new CompletedTask(ActivityView.Of(task), logged is null ? null : ActivityView.Of(logged));
    }

    private static Activity Complete(Work work, ActivityRules rules, StoredActivity stored, CompleteTaskInput input)
    {
        Problem[] problems =
        [
            .. Only("outcome", input.Outcome),
            .. Only("duration", input.Duration),
            .. Only("recording", input.RecordingUrl),
            .. Only("occurredAt", input.OccurredAt),
        ];
        return problems.Length > 0
            ? throw CrmException.Invalid(problems)
            : ActivityDecisions.Complete(work.Changes, rules, stored.Activity, stored.Entries, input.Note, work.Now);
    }

    private static async Task<(Activity Task, Activity? Logged)> FulfilAsync(Work work, ActivityRules rules, StoredActivity stored, CompleteTaskInput input)
    {
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, stored.Records, work.Cancellation);
        var call = NewActivity.In(work, CallActivity.Key, ContentOf(stored.Activity, input), [.. stored.Records.Select(record => record.Id)]) with
        {
            Enrollment = stored.Activity.Enrollment,
            Execution = stored.Activity.Execution,
        };
        var (task, logged) = ActivityDecisions.Fulfil(work.Changes, rules, stored.Activity, stored.Entries, call, links);
        work.RecordChange("activity.logged", stored.Record, before: null, logged);
        return (task, logged);
    }

    private static ActivityContent ContentOf(Activity task, CompleteTaskInput input) =>
        new()
        {
            Subject = task.Subject,
            Body = input.Note,
            Outcome = input.Outcome,
            Duration = input.Duration,
            Direction = ActivityDirection.Outbound,
            RecordingUrl = input.RecordingUrl,
            OccurredAt = input.OccurredAt,
        };

    private static IEnumerable<Problem> Only(string field, object? value) =>
        value is null ? [] : [new Problem(field, "Only a task of kind call accepts it; it belongs to the call that is logged.")];
}
