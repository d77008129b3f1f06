namespace Crm.Events;

/// <summary>An event that is committed with its change and told afterwards.</summary>
public sealed record OutboxEvent : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The event's id, version 7: they are told in this order, as far as retries allow.</summary>
    public required CrmEventId Id { get; init; }

    /// <summary>What happened, such as <c>activity.logged</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The record it is about, or null.</summary>
    public RecordId? Record { get; init; }

    /// <summary>That record's type, or null.</summary>
    public RecordType? RecordType { get; init; }

    /// <summary>The event's data as a JSON object.</summary>
    public required string Payload { get; init; }

    /// <summary>What led here, oldest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the bus received it, in UTC; null before. Which subscribers received it is in their <see cref="InboxEntry"/>.</summary>
    public DateTimeOffset? RelayedAt { get; init; }

    /// <summary>Failed attempts to publish it so far. From the first one on, the subscribers' <see cref="InboxEntry"/> rows exist.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this moment, in UTC.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Until when a relay holds it, in UTC by the database's clock, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Grows with each claim.</summary>
    public long Fence { get; init; }
}
