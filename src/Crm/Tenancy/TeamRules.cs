namespace Crm.Tenancy;

/// <summary>What holds for all teams.</summary>
internal static class TeamRules
{
    public static void Require(Team team, IReadOnlyList<Team> teams, IReadOnlyDictionary<MemberId, Member> members)
    {
        var check = new Problems();
        check.Name("name", team.Name);
        if (team.Manager is { } manager && !(members.TryGetValue(manager, out var member) && member.IsActive))
            check.Add("manager", $"There is no active member '{manager}'.");
        check.ThrowIfInvalid();
        if (teams.Any(other => other.Id != team.Id && other.Name.Equals(team.Name, StringComparison.OrdinalIgnoreCase)))
            throw CrmException.Refused("name-taken", "Another team has this name.");
    }
}
