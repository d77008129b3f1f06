namespace Crm.Testing;

/// <summary>A call to the database.</summary>
/// <param name="Member">The method's name, such as <c>ClaimDueAsync</c>, <c>ApplyAsync</c>, <c>CommitAsync</c>.</param>
/// <param name="IsDone">Whether the database has answered; else the call is about to be made.</param>
public sealed record StoreCall(string Member, bool IsDone);
