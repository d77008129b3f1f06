namespace Crm.Audit;

/// <summary>A request that was carried out under a key, and its result.</summary>
public sealed record IdempotencyEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The caller's key, with the use case's name in front.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of the input, in hexadecimal digits.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The result as JSON.</summary>
    public required string Result { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
