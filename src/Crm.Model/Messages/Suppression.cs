namespace Crm.Messages;

/// <summary>An address that gets nothing more.</summary>
public sealed record Suppression : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Hash of the address, see <see cref="Messages.AddressHash"/>.</summary>
    public required string AddressHash { get; init; }

    /// <summary>The topic; empty for everything.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Why.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What led to it, such as a message's id or an actor.</summary>
    public required string Source { get; init; }
}
