using Crm.Stores;

namespace Crm.Accounts;

/// <summary>Which account a member signs in with. A tenant sees those of its members, never the accounts themselves.</summary>
public sealed record MemberAccount : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The member; has one account at most.</summary>
    public required MemberId Member { get; init; }

    /// <summary>The account; has one member per tenant at most.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The address that the person signs in with.</summary>
    public required string Address { get; init; }

    /// <summary>Since when, in UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}
