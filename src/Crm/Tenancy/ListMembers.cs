namespace Crm.Tenancy;

/// <summary>Members and teams of a tenant.</summary>
/// <param name="Members">By name, inactive ones too.</param>
/// <param name="Teams">By name.</param>
public sealed record MemberList(IReadOnlyList<MemberView> Members, IReadOnlyList<TeamView> Teams);

/// <summary>Lists all members by name, inactive ones too, and all teams by name.</summary>
public sealed class ListMembers : UseCase<NoInput, MemberList>
{
    internal ListMembers(UseCaseExecutor executor)
        : base(executor, "members.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<MemberList> DecideAsync(Work work, NoInput input) =>
        new(
            [
                .. work
                    .Access.Members.Values.OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(member => member.Id.Value)
                    .Select(MemberView.Of),
            ],
            [.. (await work.Stores.Tenancy.GetTeamsAsync(work.Cancellation)).OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase).Select(TeamView.Of)]
        );
}
