namespace Crm.Accounts;

/// <summary>What a one-time link was used for.</summary>
/// <param name="Account">The account that can sign in now.</param>
/// <param name="Tenant">The tenant that the link was of.</param>
public sealed record RedeemedLink(AccountId Account, TenantId Tenant);
