namespace Crm.Activities;

/// <summary>Something worth writing down.</summary>
/// <param name="Records">The records it is about, 1 to 50.</param>
/// <param name="Body">The note, as plain text.</param>
public sealed record LogNoteInput(IReadOnlyList<RecordRef> Records, string Body)
{
    /// <summary>One line; null takes the type's label.</summary>
    public string? Subject { get; init; }

    /// <summary>When it happened; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }
}

/// <summary>Logs a note: <see cref="LogActivity"/> with the type <c>crm.note</c>; refused where no such type is loaded.</summary>
public sealed class LogNote(LogActivity log)
{
    /// <inheritdoc cref="LogActivity.ExecuteAsync"/>
    public Task<Activity> ExecuteAsync(Caller caller, LogNoteInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var content = new ActivityContent
        {
            Subject = input.Subject,
            Body = input.Body,
            OccurredAt = input.OccurredAt,
        };
        return log.ExecuteAsync(caller, new LogActivityInput("crm.note", input.Records, content), cancellationToken);
    }
}
