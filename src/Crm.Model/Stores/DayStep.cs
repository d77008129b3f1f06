namespace Crm.Stores;

/// <summary>A step that a sequence does today.</summary>
/// <param name="Enrollment">The enrollment.</param>
/// <param name="Sequence">Key of the sequence.</param>
/// <param name="SequenceName">The sequence's name.</param>
/// <param name="StepKey">Key of the step.</param>
/// <param name="DueAt">When it is due, in UTC.</param>
/// <param name="Record">The enrolled record, with its name.</param>
public sealed record DayStep(EnrollmentId Enrollment, string Sequence, string SequenceName, string StepKey, DateTimeOffset DueAt, NamedRecord Record);
