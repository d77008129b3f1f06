using Crm.Sequences;

namespace Crm.Activities;

/// <summary>What a sequence does next, after what it waited for has ended.</summary>
/// <param name="Enrollment">The enrollment that waited.</param>
/// <param name="State">Where it stands now.</param>
public sealed record NextStep(EnrollmentId Enrollment, EnrollmentState State)
{
    /// <summary>Key of the step that comes next; null where the enrollment is finished.</summary>
    public string? StepKey { get; init; }

    /// <summary>When that step is due, in UTC; null where the enrollment is finished or does not go on by itself.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why the enrollment is paused, blocked, failed or finished, in words; null otherwise.</summary>
    public string? Reason { get; init; }
}
