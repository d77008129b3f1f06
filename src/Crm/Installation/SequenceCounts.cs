using Crm.Sequences;

namespace Crm.Installation;

/// <summary>How many enrollments of a sequence stand where.</summary>
/// <param name="Key">The sequence's key.</param>
/// <param name="Enrollments">By state.</param>
public sealed record SequenceCounts(string Key, IReadOnlyDictionary<EnrollmentState, int> Enrollments);
