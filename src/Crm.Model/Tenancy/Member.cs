namespace Crm.Tenancy;

/// <summary>A person of the tenant who owns records and acts.</summary>
public sealed record Member : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The member's id.</summary>
    public required MemberId Id { get; init; }

    /// <summary>Full name.</summary>
    public required string Name { get; init; }

    /// <summary>Email address in lower case, unique within the tenant; null where none is known.</summary>
    public string? Email { get; init; }

    /// <summary>The team, or null.</summary>
    public TeamId? Team { get; init; }

    /// <summary>What the member may do.</summary>
    public MemberRole Role { get; init; } = MemberRole.Rep;

    /// <summary>Whose records the member may see and change; null takes the role's own.</summary>
    public RecordAccess? Access { get; init; }

    /// <summary>Whether the member may act; an inactive one keeps its records.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Time zone (IANA), or null for the tenant's.</summary>
    public string? Zone { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
