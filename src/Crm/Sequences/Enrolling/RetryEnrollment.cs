using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Lets the failed step of an enrollment be decided again, at once. Publishes <c>enrollment.retried</c>.</summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it has not failed.</remarks>
public sealed class RetryEnrollment : UseCase<EnrollmentInput, EnrollmentView>
{
    private readonly Enrollments enrollments;

    internal RetryEnrollment(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "enrollment.retry", Right.Enroll, WorkKind.Write) => this.enrollments = enrollments;

    private protected override async Task<EnrollmentView> DecideAsync(Work work, EnrollmentInput input) =>
        EnrollmentView.Of(await enrollments.MoveAsync(work, await work.GetEnrollmentAsync(input), new EnrollmentMove.Retry(input.Why)));
}
