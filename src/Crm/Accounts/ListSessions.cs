namespace Crm.Accounts;

/// <summary>Whose sessions.</summary>
/// <param name="Member">Of whom; null for the caller's own, and for all where the host itself asks. Another member's take the right to administer.</param>
public sealed record ListSessionsInput(MemberId? Member = null);

/// <summary>A session as people see it.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Member">Who is signed in.</param>
/// <param name="StartedAt">Since when, in UTC.</param>
/// <param name="SeenAt">When the person was last seen, in UTC, to a few minutes.</param>
/// <param name="Device">The device, or null where it is not known.</param>
public sealed record SessionView(SessionId Id, MemberId Member, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string? Device);

/// <summary>Lists where a member is signed in, newest first.</summary>
/// <remarks>NotFound: there is no such member.</remarks>
public sealed class ListSessions : UseCase<ListSessionsInput, IReadOnlyList<SessionView>>
{
    internal ListSessions(UseCaseExecutor executor)
        : base(executor, "sessions.list", Right.ReadRecords, WorkKind.Read, Right.Administer) { }

    private protected override async Task<IReadOnlyList<SessionView>> DecideAsync(Work work, ListSessionsInput input)
    {
        var member = input.Member ?? work.Access.Member?.Id;
        AccountRules.RequireOwn(work, member);
        if (member is { } id && !work.Access.Members.ContainsKey(id))
            throw CrmException.NotFound("member", id.ToString());
        var sessions = await work.Stores.Tenancy.GetSessionsAsync(member, work.Cancellation);
        return
        [
            .. sessions
                .Where(session => SessionTimes.IsLive(session, work.Now))
                .Select(session => new SessionView(session.Id, session.Member, session.StartedAt, session.SeenAt, session.Device)),
        ];
    }
}
