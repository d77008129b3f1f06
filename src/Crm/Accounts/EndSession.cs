namespace Crm.Accounts;

/// <summary>A session that is to end.</summary>
/// <param name="Id">Which one.</param>
public sealed record EndSessionInput(SessionId Id);

/// <summary>Ends one session: the device is signed out with its next request. Another member's takes the right to administer.</summary>
/// <remarks>NotFound: there is no such session, or it has ended.</remarks>
public sealed class EndSession : UseCase<EndSessionInput, SessionView>
{
    internal EndSession(UseCaseExecutor executor)
        : base(executor, "session.end", Right.ReadRecords, WorkKind.Write, Right.Administer) { }

    private protected override async Task<SessionView> DecideAsync(Work work, EndSessionInput input)
    {
        var session =
            (await work.Stores.Tenancy.FindSessionAsync(input.Id, work.Cancellation))?.Session ?? throw CrmException.NotFound("session", input.Id.ToString());
        AccountRules.RequireOwn(work, session.Member);
        work.Changes.Delete(session);
        work.Audit($"member:{session.Member}", new { session = session.Id });
        return new SessionView(session.Id, session.Member, session.StartedAt, session.SeenAt, session.Device);
    }
}
