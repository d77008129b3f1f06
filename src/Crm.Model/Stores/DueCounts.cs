namespace Crm.Stores;

/// <summary>How many rows are due over all tenants.</summary>
/// <param name="Enrollments">Enrollments whose step, start or end of a pause is reached; those of paused sequences are counted too.</param>
/// <param name="Messages">Queued messages whose moment is reached.</param>
/// <param name="Events">Events that are to be told.</param>
public readonly record struct DueCounts(long Enrollments, long Messages, long Events);
