using Crm.Sequences.Engine;

namespace Crm.Sequences.Enrolling;

/// <summary>What use cases about one enrollment have in common.</summary>
internal static class StoredEnrollment
{
    private const int LongestWhy = 500;

    /// <summary>The enrollment, where the caller may see it.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Stale: the revision is another. Invalid: too many words.</exception>
    public static async Task<Enrollment> RequireAsync(Work work, EnrollmentInput input, CancellationToken cancellationToken)
    {
        if (input.Why is { Length: > LongestWhy })
            throw CrmException.Invalid("why", $"It may have {LongestWhy} characters at most, had {input.Why.Length}.");
        var found = await work.Stores.Sequences.GetEnrollmentsAsync([input.Id], cancellationToken);
        if (found is not [var enrollment] || !work.Access.Sees(enrollment.Owner))
            throw CrmException.NotFound("enrollment", input.Id.ToString());
        return input.Revision is { } expected && expected != enrollment.Revision
            ? throw CrmException.Stale("enrollment", expected, enrollment.Revision)
            : enrollment;
    }

    /// <summary>The execution of the enrollment's step and pass, or null.</summary>
    public static async Task<StepExecution?> ExecutionAsync(Work work, Enrollment enrollment, CancellationToken cancellationToken) =>
        (await work.Stores.Sequences.GetExecutionsByIdAsync([StepExecutionIds.Of(enrollment)], cancellationToken)).SingleOrDefault();

    /// <summary>Leaves the audit row of a person's move.</summary>
    public static void Audit(Work work, Enrollment before, Enrollment after, string? why) =>
        work.Audit(
            $"enrollment:{after.Id}",
            new
            {
                before.State,
                before.StepKey,
                before.Reason,
            },
            new
            {
                after.State,
                after.StepKey,
                after.Finish,
                why,
            }
        );
}
