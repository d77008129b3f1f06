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

    /// <summary>Who took part: at most 200 names or addresses.</summary>
    public IReadOnlyList<string> Attendees { get; init; } = [];

    /// <summary>When it began; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs a meeting: <see cref="LogActivity"/> with the type <c>crm.meeting</c>; refused where no such type is loaded.</summary>
public sealed class LogMeeting(LogActivity log)
{
    /// <inheritdoc cref="LogActivity.ExecuteAsync"/>
    public Task<Activity> ExecuteAsync(Caller caller, LogMeetingInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = new ActivityContent
        {
            Subject = input.Subject,
            Body = input.Body,
            Outcome = input.Outcome,
            Duration = input.Duration,
            Location = input.Location,
            Attendees = input.Attendees,
            OccurredAt = input.OccurredAt,
        };
        return log.ExecuteAsync(caller, new LogActivityInput("crm.meeting", input.Records, content), cancellationToken);
    }
}
