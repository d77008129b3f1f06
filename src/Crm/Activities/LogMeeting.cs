namespace Crm.Activities;

/// <summary>A meeting, in a room or by video.</summary>
/// <param name="Records">The records it is about, 1 to 50.</param>
public sealed record LogMeetingInput(IReadOnlyList<RecordRef> Records)
{
    /// <summary>One line; null takes the type's label.</summary>
    public string? Subject { get; init; }

    /// <summary>What was said, as plain text.</summary>
    public string? Body { get; init; }

    /// <summary>Key of an outcome out of the tenant's list.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, 0 to 30 days.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where it happened.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part: at most 200.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>When it began; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs a meeting: <see cref="LogActivity"/> with the type <c>crm.meeting</c>; refused where no such type is loaded. Publishes <c>activity.logged</c>.</summary>
/// <remarks>See <see cref="LogActivity"/>.</remarks>
public sealed class LogMeeting : UseCase<LogMeetingInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LogMeeting(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "meeting.log", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, LogMeetingInput input) =>
        work.LogAsync(
            plugins,
            "crm.meeting",
            input.Records,
            new ActivityContent
            {
                Subject = input.Subject,
                Body = input.Body,
                Outcome = input.Outcome,
                Duration = input.Duration,
                Location = input.Location,
                Attendees = input.Attendees,
                OccurredAt = input.OccurredAt,
            }
        );
}
