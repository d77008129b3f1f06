namespace Crm.Tenancy;

/// <summary>Adds a team.</summary>
public sealed class AddTeam(UseCaseExecutor executor)
{
    /// <summary>Adds it.</summary>
    /// <exception cref="CrmException">Invalid: the name or the manager. Refused: another team has the name. Forbidden.</exception>
    public Task<TeamResult> ExecuteAsync(Caller caller, AddTeamInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "team.add",
            Right.Administer,
            input,
            async context =>
            {
                var team = new Team
                {
                    Tenant = context.Tenant,
                    Id = new TeamId(context.NewId()),
                    Name = input.Name.Trim(),
                    Manager = input.Manager,
                    Revision = 1,
                };
                TeamRules.Require(team, await context.Stores.Tenancy.GetTeamsAsync(cancellationToken), context.Access.Members);
                context.Changes.Insert(team);
                context.Audit($"team:{team.Id}", null, new { name = team.Name, manager = team.Manager?.Value });
                context.Publish("team.added", null, new { team = team.Id.Value });
                return new TeamResult(team.Id, team.Revision);
            },
            cancellationToken
        );
}

/// <summary>A team that is to be added.</summary>
/// <param name="Name">Its name, unique without case.</param>
/// <param name="Manager">Who leads it and sees its members' records, or null.</param>
public sealed record AddTeamInput(string Name, MemberId? Manager = null);

/// <summary>A team that was added or changed.</summary>
/// <param name="Team">Which one.</param>
/// <param name="Revision">Its revision now.</param>
public sealed record TeamResult(TeamId Team, int Revision);
