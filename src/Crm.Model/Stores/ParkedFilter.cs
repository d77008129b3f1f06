namespace Crm.Stores;

/// <summary>Which parked events are listed. Null members do not narrow.</summary>
public sealed record ParkedFilter
{
    /// <summary>Only for this subscriber.</summary>
    public string? Subscriber { get; init; }

    /// <summary>Only these events.</summary>
    public IReadOnlyCollection<CrmEventId>? Events { get; init; }
}
