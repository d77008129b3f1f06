namespace Crm.Accounts;

/// <summary>A session that is live.</summary>
/// <param name="Id">The session.</param>
/// <param name="Language">The language that its member has set for the pages (BCP 47); null for the browser's.</param>
public sealed record LiveSession(SessionId Id, string? Language);
