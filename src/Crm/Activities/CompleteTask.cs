using System.Text.Json;
using Crm.Plugins;
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
public sealed record CompletedTask(Activity Task, Activity? Logged);

/// <summary>Completes a task; one of kind call logs the call that fulfils it. A sequence that waits for it goes on. Takes <see cref="Right.EditRecords"/>, and <see cref="Right.ActForOthers"/> where it waits for another member; publishes <c>task.completed</c>.</summary>
public sealed class CompleteTask(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused: it is not open, or a draft. Forbidden: it waits for another member. Invalid: outcome or duration is wrong, or the task is no call.</exception>
    public Task<CompletedTask> ExecuteAsync(Caller caller, CompleteTaskInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "task.complete", Right.EditRecords, input, work => CompleteAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<CompletedTask> CompleteAsync(Work work, CompleteTaskInput input, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(work, input.Id, input.Revision, cancellationToken);
        TaskEnding.RequireMine(work, stored.Activity);
        TaskEnding.RequireNoDraft(stored.Activity);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, cancellationToken);
        var done = IsCall(stored.Activity)
            ? await FulfilAsync(work, rules, stored, input, cancellationToken)
            : new CompletedTask(Complete(work, rules, stored, input), Logged: null);
        await TaskEnding.GoOnAsync(work, stored.Activity, TaskEnd.Done, cancellationToken);
        ActivityTrail.Leave(work, "task.completed", stored.Record, stored.Activity, done.Task);
        return done;
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

    private static async Task<CompletedTask> FulfilAsync(
        Work work,
        ActivityRules rules,
        StoredActivity stored,
        CompleteTaskInput input,
        CancellationToken cancellationToken
    )
    {
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, stored.Records, cancellationToken);
        var call = new NewActivity(ActivityDecisions.CallType, ContentOf(stored.Activity, input), [.. stored.Records.Select(record => record.Id)])
        {
            Tenant = work.Tenant,
            Id = new ActivityId(work.NewId()),
            Author = work.Author,
            Now = work.Now,
            Enrollment = stored.Activity.Enrollment,
            Execution = stored.Activity.Execution,
        };
        var (task, logged) = ActivityDecisions.Fulfil(work.Changes, rules, stored.Activity, stored.Entries, call, links);
        ActivityTrail.Leave(work, "activity.logged", stored.Record, before: null, logged);
        return new CompletedTask(task, logged);
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

    private static bool IsCall(Activity task) =>
        task.TypeKey == ActivityDecisions.TaskType
        && JsonElement.Parse(task.Details).TryGetProperty("kind", out var kind)
        && kind.ValueKind == JsonValueKind.String
        && kind.ValueEquals("call");

    private static IEnumerable<Problem> Only(string field, object? value) =>
        value is null ? [] : [new Problem(field, "Only a task of kind call takes it; it belongs to the call that is logged.")];
}
