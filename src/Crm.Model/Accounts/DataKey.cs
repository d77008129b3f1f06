namespace Crm.Accounts;

/// <summary>A key that protects cookies and forms of the web host, as the host wrote it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Xml">The key; encrypted where the host has a certificate.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
public sealed record DataKey(string Name, string Xml, DateTimeOffset CreatedAt);
