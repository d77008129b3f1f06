using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>The enrollment that is held.</summary>
/// <param name="Id">The enrollment.</param>
/// <param name="Why">Why, in words, at most 500 characters; null for none.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record PauseEnrollmentInput(EnrollmentId Id, string? Why = null, int? Revision = null)
{
    /// <summary>Until when, in UTC; null: until a person resumes it.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>
/// Holds an enrollment: nothing of it is sent or decided until its date, or until <see cref="ResumeEnrollment"/>. What is left of its delay is kept, and what it has out stays out. Publishes
/// <c>enrollment.paused</c>.
/// </summary>
/// <remarks>NotFound; Stale; Invalid: the date is past; Refused with <c>trigger-not-allowed</c>: it has failed or is finished.</remarks>
public sealed class PauseEnrollment : UseCase<PauseEnrollmentInput, EnrollmentView>
{
    private readonly Enrollments enrollments;

    internal PauseEnrollment(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "enrollment.pause", Right.Enroll, WorkKind.Write) => this.enrollments = enrollments;

    private protected override async Task<EnrollmentView> DecideAsync(Work work, PauseEnrollmentInput input)
    {
        if (input.Until <= work.Now)
            throw CrmException.Invalid("until", $"It must be in the future, was {input.Until:u}.");
        var enrollment = await work.GetEnrollmentAsync(new EnrollmentInput(input.Id, input.Why, input.Revision));
        return EnrollmentView.Of(
            await enrollments.MoveAsync(work, enrollment, new EnrollmentMove.Pause(input.Until?.ToUniversalTime(), input.Why ?? "A person paused it."))
        );
    }
}
