using Crm.Activities.Types;

namespace Crm.Activities;

/// <summary>A call that was made or taken.</summary>
/// <param name="Records">The records it is about, 1 to 50.</param>
public sealed record LogCallInput(IReadOnlyList<RecordRef> Records)
{
    /// <summary>One line; null takes the type's label.</summary>
    public string? Subject { get; init; }

    /// <summary>What was said, as plain text.</summary>
    public string? Body { get; init; }

    /// <summary>Key of an outcome out of the tenant's list.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, 0 to 30 days.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Who called.</summary>
    public ActivityDirection Direction { get; init; } = ActivityDirection.Outbound;

    /// <summary>Where a recording can be heard: an absolute http or https address.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>When it began; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs a call: <see cref="LogActivity"/> with the type <c>crm.call</c>. Publishes <c>activity.logged</c>.</summary>
/// <remarks>See <see cref="LogActivity"/>.</remarks>
public sealed class LogCall : UseCase<LogCallInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LogCall(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "call.log", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, LogCallInput input) =>
        work.LogAsync(
            plugins,
            CallActivity.Key,
            input.Records,
            new ActivityContent
            {
                Subject = input.Subject,
                Body = input.Body,
                Outcome = input.Outcome,
                Duration = input.Duration,
                Direction = input.Direction,
                RecordingUrl = input.RecordingUrl,
                OccurredAt = input.OccurredAt,
            }
        );
}
