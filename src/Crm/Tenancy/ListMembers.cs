namespace Crm.Tenancy;

/// <summary>Lists members and teams.</summary>
public sealed class ListMembers(UseCaseExecutor executor)
{
    /// <summary>All members by name, inactive ones too, and all teams by name.</summary>
    /// <exception cref="CrmException">Forbidden.</exception>
    public Task<MemberList> ExecuteAsync(Caller caller, CancellationToken cancellationToken) =>
        executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context => new MemberList(
                [.. context.Access.Members.Values.OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase).ThenBy(member => member.Id.Value)],
                [.. (await context.Stores.Tenancy.GetTeamsAsync(cancellationToken)).OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase)]
            ),
            cancellationToken
        );
}

/// <summary>Members and teams of a tenant.</summary>
/// <param name="Members">By name, inactive ones too.</param>
/// <param name="Teams">By name.</param>
public sealed record MemberList(IReadOnlyList<Member> Members, IReadOnlyList<Team> Teams);
