namespace Crm.Installation;

/// <summary>What a recovery holds for a person.</summary>
/// <param name="Began">When it began, in UTC: what was due until then may have been carried out already.</param>
/// <param name="Unknown">Messages that are Unknown now: they were queued or being sent in the backup.</param>
/// <param name="Held">Enrollments that are Blocked now, by the cause <c>recovery</c>.</param>
public sealed record RecoveredWork(DateTimeOffset Began, int Unknown, int Held);
