namespace Crm.Stores;

/// <summary>The row at which a portion ended; the next one begins behind it. The default stands before all rows.</summary>
/// <param name="At">The moment by which the row is old, in UTC.</param>
/// <param name="Id">The row's id: several rows may be of one moment.</param>
public readonly record struct RetentionPosition(DateTimeOffset At, Guid Id);
