namespace Crm.Stores;

/// <summary>How often a wrong password may be tried.</summary>
/// <param name="Most">So many in a row; from 1.</param>
/// <param name="LockFor">How long the account is locked then.</param>
public sealed record AttemptLimit(int Most, TimeSpan LockFor);
