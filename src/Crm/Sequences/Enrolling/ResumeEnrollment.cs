using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>
/// Lets a blocked or paused enrollment go on: its step is decided again from now on, of a paused one after what was left of its delay; or waited for again where its work is still out.
/// Publishes <c>enrollment.resumed</c>.
/// </summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is neither blocked nor paused.</remarks>
public sealed class ResumeEnrollment : UseCase<EnrollmentInput, EnrollmentView>
{
    private readonly Enrollments enrollments;

    internal ResumeEnrollment(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "enrollment.resume", Right.Enroll, WorkKind.Write) => this.enrollments = enrollments;

    private protected override async Task<EnrollmentView> DecideAsync(Work work, EnrollmentInput input)
    {
        var enrollment = await work.GetEnrollmentAsync(input);
        return EnrollmentView.Of(
            await enrollments.MoveAsync(
                work,
                enrollment,
                enrollment.State == EnrollmentState.Paused ? new EnrollmentMove.Resume(input.Why) : new EnrollmentMove.Unblock(input.Why)
            )
        );
    }
}
