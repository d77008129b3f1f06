using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;

namespace Crm.Sequences.Steps;

/// <summary>What enrolling by the steps of a batch needs.</summary>
/// <param name="Data">Who is enrolled already, of all their records.</param>
/// <param name="Sequences">The sequences to enroll in, with their published versions.</param>
internal sealed record StepEnrolling(
    EnrollingData Data,
    IReadOnlyDictionary<(TenantId Tenant, string Key), (Sequence Sequence, PublishedSequence? Version)> Sequences
);
