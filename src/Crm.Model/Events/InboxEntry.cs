namespace Crm.Events;

/// <summary>An event on its way to one subscriber: when it is tried next, or that it was handled, or parked. Each subscriber has its own tries.</summary>
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

    /// <summary>Failed tries so far; those of a time when the subscriber took nothing at all are not counted.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this moment, in UTC; null: it is handled or parked.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Since when nobody tries it any more, in UTC; null: it is not given up.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Why the last try failed, without anything that the subscriber said; null: none did.</summary>
    public string? LastError { get; init; }

    /// <summary>Until when a worker holds it, in UTC by the database's clock, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Grows with each claim.</summary>
    public long Fence { get; init; }
}
