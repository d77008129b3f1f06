using Crm.Accounts;

namespace Crm.Stores;

/// <summary>A session, and in which language its member reads.</summary>
/// <param name="Session">The session.</param>
/// <param name="Language">The language that the member has set (BCP 47), or null.</param>
public sealed record MemberSession(Session Session, string? Language);
