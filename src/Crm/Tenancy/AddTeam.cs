using Crm.Events;

namespace Crm.Tenancy;

/// <summary>A team that is to be added.</summary>
/// <param name="Name">Its name, unique without case.</param>
/// <param name="Manager">Who leads it and sees its members' records, or null.</param>
public sealed record AddTeamInput(string Name, MemberId? Manager = null);

/// <summary>Adds a team. Publishes <c>team.added</c>.</summary>
/// <remarks>Invalid: the name or the manager. Refused: another team has the name (<c>name-taken</c>).</remarks>
public sealed class AddTeam : UseCase<AddTeamInput, TeamView>
{
    internal AddTeam(UseCaseExecutor executor)
        : base(executor, "team.add", Right.Administer, WorkKind.Write) { }

    private protected override async Task<TeamView> DecideAsync(Work work, AddTeamInput input)
    {
        var team = new Team
        {
            Tenant = work.Tenant,
            Id = new TeamId(work.NewId()),
            Name = input.Name.Trim(),
            Manager = input.Manager,
            Revision = 1,
        };
        TeamRules.Require(team, await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation), work.Access.Members);
        work.Changes.Insert(team);
        work.Audit($"team:{team.Id}", null, new { name = team.Name, manager = team.Manager?.Value });
        work.Publish("team.added", null, new EventPayload.OfTeam(team.Id));
        return TeamView.Of(team);
    }
}
