namespace Crm.Kernel;

/// <summary>Who calls a use case.</summary>
/// <param name="Tenant">For which tenant.</param>
/// <param name="Actor">Who acts.</param>
public sealed record Caller(TenantId Tenant, Actor Actor)
{
    /// <summary>The same key of the same actor with the same input gives the same result once more and does nothing twice; with another input it is refused. At most 200 characters, kept 24 hours at least. Null: no such promise.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What led here, oldest first; at most ten.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];
}
