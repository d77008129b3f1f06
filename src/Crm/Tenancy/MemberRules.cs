namespace Crm.Tenancy;

/// <summary>What holds for all members.</summary>
internal static class MemberRules
{
    public static TeamId? Team(TeamId? team, IReadOnlyList<Team> teams, Problems check)
    {
        if (team is { } id && teams.All(known => known.Id != id))
            check.Add("team", $"There is no team '{id}'.");
        return team;
    }

    public static void RequireFreeEmail(Member member, IEnumerable<Member> members)
    {
        if (member.Email is not null && members.Any(other => other.Id != member.Id && other.Email == member.Email))
            throw CrmException.Refused("email-taken", "Another member has this email address.");
    }

    // Nobody could undo it from within.
    public static void RequireAdministrator(Member changed, IEnumerable<Member> members)
    {
        static bool Administers(Member member) => member is { IsActive: true, Role: MemberRole.Administrator };
        if (
            !Administers(changed)
            && members.Any(member => member.Id == changed.Id && Administers(member))
            && !members.Any(member => member.Id != changed.Id && Administers(member))
        )
            throw CrmException.Refused("last-administrator", "This is the last active administrator; make another member one first.");
    }

    public static object Shown(Member member) =>
        new
        {
            name = member.Name,
            email = member.Email,
            team = member.Team?.Value,
            role = member.Role,
            access = member.Access,
            zone = member.Zone,
            isActive = member.IsActive,
        };
}
