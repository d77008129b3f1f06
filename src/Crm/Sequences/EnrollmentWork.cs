namespace Crm.Sequences;

/// <summary>What use cases about one enrollment have in common.</summary>
internal static class EnrollmentWork
{
    /// <summary>So many characters a reason may have.</summary>
    public const int LongestWhy = 500;

    /// <summary>The enrollment, where the caller may see it.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Stale: the revision is another. Invalid: too many words.</exception>
    public static async Task<Enrollment> GetEnrollmentAsync(this Work work, EnrollmentInput input)
    {
        if (input.Why is { Length: > LongestWhy })
            throw CrmException.Invalid("why", $"It may have {LongestWhy} characters at most, had {input.Why.Length}.");
        var found = await work.Stores.Sequences.GetEnrollmentsAsync([input.Id], work.Cancellation);
        if (found is not [var enrollment] || !work.Access.Sees(enrollment.Owner))
            throw CrmException.NotFound("enrollment", input.Id.ToString());
        return input.Revision is { } expected && expected != enrollment.Revision
            ? throw CrmException.Stale("enrollment", expected, enrollment.Revision)
            : enrollment;
    }
}
