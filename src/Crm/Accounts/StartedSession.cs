namespace Crm.Accounts;

/// <summary>A session that was started.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Account">Who signed in.</param>
/// <param name="Membership">As whom.</param>
/// <param name="ExpiresAt">When it ends whatever happens, in UTC.</param>
public sealed record StartedSession(SessionId Id, AccountId Account, AccountMembership Membership, DateTimeOffset ExpiresAt);
