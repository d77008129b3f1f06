namespace Crm.Kernel;

/// <summary>What the caller may do and see, worked out once per call.</summary>
internal sealed record Access
{
    /// <summary>The acting member; null for the host itself.</summary>
    public Member? Member { get; init; }

    public required IReadOnlySet<Right> Rights { get; init; }

    /// <summary>Owners whose records may be seen; null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Members of the tenant by id.</summary>
    public required IReadOnlyDictionary<MemberId, Member> Members { get; init; }

    /// <summary>Whether a record of this owner may be seen; nobody's may.</summary>
    public bool Sees(MemberId? owner) => owner is null || VisibleOwners is null || VisibleOwners.Contains(owner.Value);

    /// <summary>The name of who acted: a member's, or that of a part of the host; the actor as text where the member is not known.</summary>
    public string NameOf(Actor actor) =>
        actor switch
        {
            Actor.OfSystem system => system.Name,
            Actor.OfMember member => NameOf(member.Id) ?? actor.ToString(),
            _ => actor.ToString(),
        };

    /// <summary>A member's name; null for none, and for one that is not known.</summary>
    public string? NameOf(MemberId? member) => member is { } id ? Members.GetValueOrDefault(id)?.Name : null;

    /// <summary>Refuses a caller who lacks a right.</summary>
    /// <exception cref="CrmException">Forbidden.</exception>
    public void Require(Right right)
    {
        if (!Rights.Contains(right))
            throw CrmException.Forbidden(right.ToString(), $"This requires the right {right}, which the role {Member?.Role} does not have.");
    }

    public static Access Of(Actor actor, IReadOnlyList<LedMember> members)
    {
        var byId = members.ToDictionary(led => led.Member.Id, led => led.Member);
        if (actor is Actor.OfSystem)
            return new Access { Rights = RoleRights.Of(MemberRole.Administrator), Members = byId };
        var id = ((Actor.OfMember)actor).Id;
        if (!byId.TryGetValue(id, out var member) || !member.IsActive)
            throw CrmException.Forbidden("active-member", "The member is unknown or no longer active.");
        return new Access
        {
            Member = member,
            Rights = RoleRights.Of(member.Role),
            VisibleOwners = VisibleTo(member, members),
            Members = byId,
        };
    }

    private static HashSet<MemberId>? VisibleTo(Member member, IReadOnlyList<LedMember> members)
    {
        var access = member.Access ?? RoleRights.AccessOf(member.Role);
        if (access == RecordAccess.All)
            return null;
        if (access == RecordAccess.Own)
            return [member.Id];
        var team = members.Where(other => other.Member.Team is { } known && (known == member.Team || other.Lead == member.Id));
        return [member.Id, .. team.Select(other => other.Member.Id)];
    }
}
