using Crm.Records;
using Crm.Stores;

namespace Crm.Tenancy;

/// <summary>Identifies a team.</summary>
public readonly record struct TeamId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

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

/// <summary>A team with its manager.</summary>
public sealed record Team : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The team's id.</summary>
    public required TeamId Id { get; init; }

    /// <summary>The team's name, unique within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Who leads it, or null.</summary>
    public MemberId? Manager { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}

/// <summary>What a member may do.</summary>
public enum MemberRole
{
    /// <summary>Sees, changes nothing.</summary>
    Reader,

    /// <summary>Works with records and sequences.</summary>
    Rep,

    /// <summary>Also leads a team, publishes, overrides policies.</summary>
    Manager,

    /// <summary>Everything.</summary>
    Administrator,
}

/// <summary>Whose records a member may see and change.</summary>
public enum RecordAccess
{
    /// <summary>One's own and those nobody owns.</summary>
    Own,

    /// <summary>Those of the team as well.</summary>
    Team,

    /// <summary>All of the tenant.</summary>
    All,
}
