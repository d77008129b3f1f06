namespace Crm.Tenancy;

/// <summary>A member as people see it.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Name">Full name.</param>
/// <param name="Email">Email address in lower case, or null.</param>
/// <param name="Role">What the member may do.</param>
/// <param name="Revision">Grows with each change.</param>
public sealed record MemberView(MemberId Id, string Name, string? Email, MemberRole Role, int Revision)
{
    /// <summary>The team, or null.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Whose records the member may see and change; null takes the role's own.</summary>
    public RecordAccess? Access { get; init; }

    /// <summary>Whether the member may act; an inactive one keeps its records.</summary>
    public bool IsActive { get; init; }

    /// <summary>Time zone (IANA), or null for the tenant's.</summary>
    public string? Zone { get; init; }

    internal static MemberView Of(Member row) =>
        new(row.Id, row.Name, row.Email, row.Role, row.Revision)
        {
            Team = row.Team,
            Access = row.Access,
            IsActive = row.IsActive,
            Zone = row.Zone,
        };
}
