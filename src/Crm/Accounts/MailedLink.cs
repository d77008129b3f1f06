namespace Crm.Accounts;

/// <summary>A link that is to be mailed to the person who asked for it.</summary>
/// <param name="Address">To whom.</param>
/// <param name="Token">What the link ends with.</param>
/// <param name="ExpiresAt">Until when it may be used, in UTC.</param>
public sealed record MailedLink(string Address, string Token, DateTimeOffset ExpiresAt);
