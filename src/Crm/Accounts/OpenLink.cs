namespace Crm.Accounts;

/// <summary>A one-time link that may be used.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="TenantName">The tenant of the member.</param>
/// <param name="MemberName">The member.</param>
public sealed record OpenLink(LinkPurpose Purpose, string TenantName, string MemberName)
{
    /// <summary>The address that the person signs in with; null where the member has none, so that the person must say it.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the address has an account with a password: the person signs in with it instead of setting one.</summary>
    public bool HasAccount { get; init; }
}
