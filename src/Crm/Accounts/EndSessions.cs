namespace Crm.Accounts;

/// <summary>Whose sessions are to end.</summary>
/// <param name="Member">Of whom; null for the caller's own. Another member's take the right to administer.</param>
public sealed record EndSessionsInput(MemberId? Member = null)
{
    /// <summary>A session to keep, such as the caller's; null ends all.</summary>
    public SessionId? Except { get; init; }
}

/// <summary>Sessions that ended.</summary>
/// <param name="Count">How many.</param>
public sealed record EndedSessions(int Count);

/// <summary>Ends all sessions of a member but one: the devices are signed out with their next request.</summary>
/// <remarks>NotFound: there is no such member. Invalid: no member is named and the caller is none.</remarks>
public sealed class EndSessions : UseCase<EndSessionsInput, EndedSessions>
{
    internal EndSessions(UseCaseExecutor executor)
        : base(executor, "sessions.end", Right.ReadRecords, WorkKind.Write, Right.Administer) { }

    private protected override async Task<EndedSessions> DecideAsync(Work work, EndSessionsInput input)
    {
        var member = input.Member ?? work.Access.Member?.Id ?? throw CrmException.Invalid("member", "It is required where the host itself calls.");
        AccountRules.RequireOwn(work, member);
        if (!work.Access.Members.ContainsKey(member))
            throw CrmException.NotFound("member", member.ToString());
        return new EndedSessions(await EndAsync(work, member, input.Except));
    }

    /// <summary>Wants a member's sessions ended, but for one.</summary>
    /// <returns>How many.</returns>
    internal static async Task<int> EndAsync(Work work, MemberId member, SessionId? except)
    {
        var ended = (await work.Stores.Tenancy.GetSessionsAsync(member, work.Cancellation)).Where(session => session.Id != except).ToList();
        foreach (var session in ended)
            work.Changes.Delete(session);
        if (ended.Count > 0)
            work.Audit($"member:{member}", new { sessions = ended.Select(session => session.Id) });
        return ended.Count;
    }
}
