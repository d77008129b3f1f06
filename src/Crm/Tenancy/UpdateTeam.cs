using Crm.Events;

namespace Crm.Tenancy;

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

/// <summary>Changes a team's name or manager; members of the input that are null stay. Publishes <c>team.updated</c>.</summary>
/// <remarks>NotFound. Stale. Invalid: the name or the manager. Refused: another team has the name (<c>name-taken</c>).</remarks>
public sealed class UpdateTeam : UseCase<UpdateTeamInput, TeamView>
{
    internal UpdateTeam(UseCaseExecutor executor)
        : base(executor, "team.update", Right.Administer, WorkKind.Write) { }

    private protected override async Task<TeamView> DecideAsync(Work work, UpdateTeamInput input)
    {
        var teams = await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation);
        var before = teams.FirstOrDefault(team => team.Id == input.Team) ?? throw CrmException.NotFound("team", input.Team.ToString());
        if (input.ExpectedRevision is { } expected && expected != before.Revision)
            throw CrmException.Stale("team", expected, before.Revision);
        var after = before with { Name = input.Name?.Trim() ?? before.Name, Manager = input.Manager ?? before.Manager };
        if (after == before)
            return TeamView.Of(before);
        TeamRules.Require(after, teams, work.Access.Members);
        after = after with { Revision = before.Revision + 1 };
        work.Changes.Update(after);
        work.Audit($"team:{after.Id}", new { name = before.Name, manager = before.Manager?.Value }, new { name = after.Name, manager = after.Manager?.Value });
        work.Publish("team.updated", null, new EventPayload.OfTeam(after.Id));
        return TeamView.Of(after);
    }
}
