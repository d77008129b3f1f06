using Crm.Stores;

namespace Crm.Accounts;

/// <summary>A link that one person may use once. Only the hash of its token is kept.</summary>
public sealed record OneTimeLink : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>SHA-256 of the token, as 64 hexadecimal digits.</summary>
    public required string TokenHash { get; init; }

    /// <summary>For whom.</summary>
    public required MemberId Member { get; init; }

    /// <summary>What it may be used for.</summary>
    public required LinkPurpose Purpose { get; init; }

    /// <summary>Who issued it: an administrator, or the host itself.</summary>
    public required Actor IssuedBy { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Until when it may be used, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used, in UTC; null where it was not.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
