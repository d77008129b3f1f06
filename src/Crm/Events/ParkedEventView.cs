namespace Crm.Events;

/// <summary>An event that a subscriber failed on for so long that it was given up until a person asks for it again.</summary>
/// <param name="Event">The event.</param>
/// <param name="Subscriber">The key of the subscriber that has not handled it.</param>
/// <param name="Type">What happened, such as <c>activity.logged</c>.</param>
/// <param name="Record">The record that it is about, or null.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="ParkedAt">Since when it is parked, in UTC.</param>
public sealed record ParkedEventView(CrmEventId Event, string Subscriber, string Type, RecordRef? Record, DateTimeOffset OccurredAt, DateTimeOffset ParkedAt)
{
    /// <summary>How many tries failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last one did: the exception's type, never its words.</summary>
    public string? Error { get; init; }

    internal static ParkedEventView Of(InboxEntry entry, CrmEvent occurred) =>
        new(entry.Event, entry.Subscriber, occurred.Type, occurred.Record, occurred.OccurredAt, entry.ParkedAt!.Value)
        {
            Attempts = entry.Attempts,
            Error = entry.LastError,
        };
}
