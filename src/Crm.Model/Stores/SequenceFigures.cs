using Crm.Sequences;

namespace Crm.Stores;

/// <summary>A sequence and how many enrollments stand where.</summary>
public sealed record SequenceFigures(Sequence Sequence, int? PublishedNumber, IReadOnlyDictionary<EnrollmentState, int> Enrollments);
