namespace Crm.Events;

/// <summary>An event on its way to one subscriber: when it is tried next, or that it was handled, or parked. Each subscriber has its own attempts.</summary>
public sealed record InboxEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The event.</summary>
    public required CrmEventId Event { get; init; }

    /// <summary>The subscriber's key.</summary>
    public required string Subscriber { get; init; }

    /// <summary>When the subscriber handled it, in UTC; null before.</summary>
    public DateTimeOffset? HandledAt { get; init; }

    /// <summary>Failed attempts so far, not counting those during an outage of the subscriber.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this moment, in UTC; null: it is handled or parked.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was parked, in UTC; null: it is not parked.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Why the last attempt failed, without the subscriber's own words; null: none failed.</summary>
    public string? LastError { get; init; }

    /// <summary>Until when a worker holds it, in UTC by the database's clock, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Grows with each claim.</summary>
    public long Fence { get; init; }
}
