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

    /// <summary>When to call again, where nobody was reached: the call is logged, and the task stays open until then. Null: the task is completed. Null for other tasks.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}

/// <summary>A completed task.</summary>
/// <param name="Task">The task as it is stored.</param>
/// <param name="Logged">The call that was logged with it; null for other tasks.</param>
public sealed record CompletedTask(ActivityView Task, ActivityView? Logged)
{
    /// <summary>What the sequence does next that waited for the task; null where none did, or where it goes on waiting.</summary>
    public NextStep? Next { get; init; }
}

/// <summary>Completes a task; one of kind call logs the call that fulfils it. A sequence that waits for it goes on. Publishes <c>task.completed</c>.</summary>
/// <remarks>
/// NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not open (<c>task-not-open</c>), or a draft (<c>draft</c>). Invalid: outcome or duration is
/// wrong, the task is no call, or the call is to be tried again in the past.
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
        if (!IsCall(stored.Activity))
        {
            Check(input);
            var (completed, goesOn) = await CompleteAsync(work, rules, waiting, stored, input.Note);
            return new CompletedTask(ActivityView.Of(completed), null) { Next = goesOn };
        }
        if (input.RetryAt is { } again)
            return await RetryAsync(work, rules, stored, input, again);
        var (task, logged) = await FulfilAsync(work, rules, stored, input);
        var next = await waiting.EndAsync(work, stored.Activity, isDone: true);
        work.RecordChange("task.completed", stored.Record, stored.Activity, task);
        return new CompletedTask(ActivityView.Of(task), ActivityView.Of(logged)) { Next = next };
    }

    /// <summary>Whether completing it logs a call.</summary>
    internal static bool IsCall(Activity task) => task.TypeKey == TaskActivity.Key && TaskDetails.Of(task).Kind == TaskKind.Call;

    /// <summary>Completes a task that is no call and is the caller's to complete.</summary>
    internal static async Task<(Activity Task, NextStep? Next)> CompleteAsync(
        Work work,
        ActivityRules rules,
        IWaitingStep waiting,
        StoredActivity stored,
        string? note
    )
    {
        var completed = ActivityDecisions.Complete(work.Changes, rules, stored.Activity, stored.Entries, note, work.Now);
        var next = await waiting.EndAsync(work, stored.Activity, isDone: true);
        work.RecordChange("task.completed", stored.Record, stored.Activity, completed);
        return (completed, next);
    }

    private static void Check(CompleteTaskInput input)
    {
        Problem[] problems =
        [
            .. Only("outcome", input.Outcome),
            .. Only("duration", input.Duration),
            .. Only("recording", input.RecordingUrl),
            .. Only("occurredAt", input.OccurredAt),
            .. Only("retryAt", input.RetryAt),
        ];
        if (problems.Length > 0)
            throw CrmException.Invalid(problems);
    }

    /// <summary>Logs a call in which nobody was reached; the task stays open, until it is to be tried again.</summary>
    private static async Task<CompletedTask> RetryAsync(Work work, ActivityRules rules, StoredActivity stored, CompleteTaskInput input, DateTimeOffset again)
    {
        ActivityWork.RequireOpen(stored.Activity);
        if (again <= work.Now)
            throw CrmException.Invalid("retryAt", $"It must be later than now, {work.Now:u}; was {again:u}.");
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, stored.Records, work.Cancellation);
        var logged = ActivityDecisions.Log(work.Changes, rules, CallOf(work, stored, input), links);
        work.RecordChange("activity.logged", stored.Record, before: null, logged);
        var later = stored.Activity with { DueAt = again.ToMicroseconds() };
        var task = ActivityDecisions.Edit(work.Changes, rules, stored.Activity, later, stored.Entries, work.Now);
        work.RecordChange("activity.edited", stored.Record, stored.Activity, task);
        return new CompletedTask(ActivityView.Of(task), ActivityView.Of(logged));
    }

    private static NewActivity CallOf(Work work, StoredActivity stored, CompleteTaskInput input) =>
        NewActivity.In(work, CallActivity.Key, ContentOf(stored.Activity, input), [.. stored.Records.Select(record => record.Id)]) with
        {
            Enrollment = stored.Activity.Enrollment,
        };

    private static async Task<(Activity Task, Activity Logged)> FulfilAsync(Work work, ActivityRules rules, StoredActivity stored, CompleteTaskInput input)
    {
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, stored.Records, work.Cancellation);
        var call = CallOf(work, stored, input) with { Execution = stored.Activity.Execution };
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
