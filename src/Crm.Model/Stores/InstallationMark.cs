namespace Crm.Stores;

/// <summary>How far a database has progressed. A copy outside the database shows when it was restored from a backup.</summary>
/// <param name="Installation">The database's own id, which a copy has too.</param>
/// <param name="At">The last time that a worker marked it, in UTC; each mark is later than the one before, whatever the clock says.</param>
/// <param name="RecoveredAt">When a recovery last began, in UTC: what was due until then is held for a person. Null where there was none.</param>
public sealed record InstallationMark(Guid Installation, DateTimeOffset At, DateTimeOffset? RecoveredAt)
{
    /// <summary>Whether a host found the database older than the host's own file, so that it was restored, and no recovery was begun since.</summary>
    public bool IsBehind { get; init; }
}
