using Crm.Accounts;

namespace Crm.Import;

/// <summary>Rows become members, in teams with managers. A member is found by email, else by name.</summary>
internal sealed class MemberImport : IImportTarget
{
    private readonly Work work;
    private readonly ImportTally tally;
    private readonly Dictionary<MemberId, Member> stored;
    private readonly Dictionary<MemberId, Member> members;
    private readonly Dictionary<TeamId, Team> storedTeams;
    private readonly Dictionary<TeamId, Team> teams;
    private readonly RowHistory<MemberId> earlier = new();
    private readonly Dictionary<TeamId, (long Line, string Name)> managers = [];

    private MemberImport(Work work, ImportTally tally, IReadOnlyList<Member> members, IReadOnlyList<Team> teams)
    {
        (this.work, this.tally) = (work, tally);
        stored = members.ToDictionary(member => member.Id);
        this.members = new Dictionary<MemberId, Member>(stored);
        storedTeams = teams.ToDictionary(team => team.Id);
        this.teams = new Dictionary<TeamId, Team>(storedTeams);
    }

    /// <summary>Opens the tenant's members.</summary>
    public static async Task<MemberImport> OpenAsync(Work work, ImportTally tally) =>
        new(work, tally, await work.Stores.Tenancy.GetMembersAsync(work.Cancellation), await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation));

    /// <inheritdoc/>
    public Task TakeAsync(IReadOnlyList<MappedRow> rows, RowMapper mapper)
    {
        foreach (var row in rows)
            tally.Attempt(row.Line, () => tally.Count(row.Line, Take(row)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task FinishAsync()
    {
        var changes = new ChangeSet();
        foreach (var team in teams.Values)
            Write(changes, team, storedTeams.GetValueOrDefault(team.Id), team => team with { Revision = team.Revision + 1 });
        foreach (var member in members.Values)
        {
            var before = stored.GetValueOrDefault(member.Id);
            Write(changes, member, before, member => member with { Revision = member.Revision + 1 });
            if (before is not null && before != member)
                await new SessionFollower().FollowAsync(work.Into(changes), before, member);
        }
        if (!changes.IsEmpty)
            await work.Stores.ApplyAsync(changes, work.Cancellation);
    }

    private RowResult Take(MappedRow row)
    {
        var check = new Problems();
        var name = check.Name("name", row["name"]);
        var email = check.Email("email", row["email"]);
        var teamName = row["team"] is { } asked ? check.Name("team", asked) : null;
        var manager = row["manager"] is { } leader ? check.Name("manager", leader) : null;
        var zone = check.Zone("zone", row["zone"]);
        check.ThrowIfInvalid();
        var before = members.Values.FirstOrDefault(member => email is not null && member.Email == email) ?? Find(name);
        var member = before ?? New(name, email, MemberRole.Rep);
        var team = teamName is null ? null : TeamOf(teamName);
        member = member with
        {
            Email = email ?? member.Email,
            Team = team?.Id ?? member.Team,
            Zone = zone ?? member.Zone,
            Role = row["role"] is { } role ? RoleOf(role) : member.Role,
        };
        if (earlier.Take(member.Id, row) is { } former && RowHistory<MemberId>.Contradictions(former, row) is { Count: > 0 } contradictions)
            throw RowHistory<MemberId>.Contradicts(email is null ? "name" : "email", email ?? name, former, contradictions);
        MemberRules.RequireAdministrator(member, members.Values);
        // Before its manager is looked for: who leads the own team is found, not made a second time.
        members[member.Id] = member;
        var isLed = team is not null && manager is not null && Lead(team, manager, row.Line);
        return before is null ? RowResult.New
            : before != members[member.Id] || isLed ? RowResult.Changed
            : RowResult.Same;
    }

    /// <summary>Makes somebody the manager of a team; a manager whom nobody knows becomes a member.</summary>
    private bool Lead(Team team, string name, long line)
    {
        if (!managers.TryAdd(team.Id, (line, name)) && !managers[team.Id].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            throw CrmException.Invalid(
                "manager",
                $"The team '{team.Name}' has the manager '{managers[team.Id].Name}' on line {managers[team.Id].Line}; a team has one. Tell the teams apart, such as by \"{{office}}: {{manager}}\"."
            );
        var manager = Find(name) ?? New(name, null, MemberRole.Manager);
        members[manager.Id] = manager with { Role = manager.Role < MemberRole.Manager ? MemberRole.Manager : manager.Role, Team = manager.Team ?? team.Id };
        if (team.Manager == manager.Id)
            return false;
        teams[team.Id] = team with { Manager = manager.Id };
        return true;
    }

    private Member? Find(string name)
    {
        var found = members.Values.Where(member => PlainText.Key(member.Name) == PlainText.Key(name)).Take(2).ToList();
        return found.Count < 2 ? found.FirstOrDefault() : throw CrmException.Invalid("name", "Several members have this name; give an email address.");
    }

    private Team TeamOf(string name)
    {
        var team = teams.Values.FirstOrDefault(team => PlainText.Key(team.Name) == PlainText.Key(name));
        if (team is not null)
            return team;
        team = new Team
        {
            Tenant = work.Tenant,
            Id = new TeamId(work.NewId()),
            Name = name,
            Revision = 1,
        };
        return teams[team.Id] = team;
    }

    private Member New(string name, string? email, MemberRole role) =>
        new()
        {
            Tenant = work.Tenant,
            Id = new MemberId(work.NewId()),
            Name = name,
            Email = email,
            Role = role,
            Revision = 1,
        };

    private static MemberRole RoleOf(string role) =>
        EnumWord.TryParse<MemberRole>(role, out var found)
            ? found
            : throw CrmException.Invalid("role", $"'{role}' is not a role; allowed are {string.Join(", ", Enum.GetNames<MemberRole>()).ToLowerInvariant()}.");

    private static void Write<T>(ChangeSet changes, T row, T? stored, Func<T, T> next)
        where T : class, IRevisioned
    {
        if (!row.Equals(stored))
            changes.InsertOrUpdate(stored, stored is null ? row : next(row));
    }
}
