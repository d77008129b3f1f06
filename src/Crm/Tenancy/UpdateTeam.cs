namespace Crm.Tenancy;

/// <summary>Changes a team's name or manager.</summary>
public sealed class UpdateTeam(UseCaseExecutor executor)
{
    /// <summary>Changes it; members of the input that are null stay.</summary>
    /// <exception cref="CrmException">NotFound. Stale. Invalid: the name or the manager. Refused: another team has the name. Forbidden.</exception>
    public Task<TeamResult> ExecuteAsync(Caller caller, UpdateTeamInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "team.update",
            Right.Administer,
            input,
            async context =>
            {
                var teams = await context.Stores.Tenancy.GetTeamsAsync(cancellationToken);
                var before = teams.FirstOrDefault(team => team.Id == input.Team) ?? throw CrmException.NotFound("team", input.Team.ToString());
                if (input.ExpectedRevision is { } expected && expected != before.Revision)
                    throw CrmException.Stale("team", expected, before.Revision);
                var after = before with { Name = input.Name?.Trim() ?? before.Name, Manager = input.Manager ?? before.Manager };
                if (after == before)
                    return new TeamResult(before.Id, before.Revision);
                TeamRules.Require(after, teams, context.Access.Members);
                after = after with { Revision = before.Revision + 1 };
                context.Changes.Update(after);
                context.Audit(
                    $"team:{after.Id}",
                    new { name = before.Name, manager = before.Manager?.Value },
                    new { name = after.Name, manager = after.Manager?.Value }
                );
                context.Publish("team.updated", null, new { team = after.Id.Value });
                return new TeamResult(after.Id, after.Revision);
            },
            cancellationToken
        );
}

/// <summary>What is to change about a team; null members stay.</summary>
/// <param name="Team">Which one.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record UpdateTeamInput(TeamId Team, int? ExpectedRevision = null)
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Who leads it.</summary>
    public MemberId? Manager { get; init; }
}
