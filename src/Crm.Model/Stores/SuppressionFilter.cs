using Crm.Messages;

namespace Crm.Stores;

/// <summary>Which suppressions of everything are shown. Null members do not narrow.</summary>
public sealed record SuppressionFilter
{
    /// <summary>Only of this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only of this address, by its hash.</summary>
    public string? AddressHash { get; init; }

    /// <summary>Only for these reasons.</summary>
    public IReadOnlyCollection<SuppressionReason>? Reasons { get; init; }
}
