namespace Crm.Events;

/// <summary>Remembers that a subscriber handled an event.</summary>
public sealed record InboxEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The event.</summary>
    public required CrmEventId Event { get; init; }

    /// <summary>The subscriber's key.</summary>
    public required string Subscriber { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset HandledAt { get; init; }
}
