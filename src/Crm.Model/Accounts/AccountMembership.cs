namespace Crm.Accounts;

/// <summary>A member that an account signs in as.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="TenantName">What people call it.</param>
/// <param name="Member">The member.</param>
/// <param name="MemberName">The member's name.</param>
/// <param name="IsActive">Whether the member may act.</param>
public sealed record AccountMembership(TenantId Tenant, string TenantName, MemberId Member, string MemberName, bool IsActive);
