using Crm.Messages;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Leaves out the step at which an enrollment stands; it goes on from now, or finishes where no step is left. What the step has out is cancelled.</summary>
/// <remarks>
/// NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is finished or not begun; with <c>message-on-its-way</c>: its message may be with the server.
/// </remarks>
public sealed class SkipStep : UseCase<EnrollmentInput, EnrollmentView>
{
    private readonly Enrollments enrollments;

    internal SkipStep(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "enrollment.skip", Right.Enroll, WorkKind.Write) => this.enrollments = enrollments;

    private protected override async Task<EnrollmentView> DecideAsync(Work work, EnrollmentInput input)
    {
        var enrollment = await work.GetEnrollmentAsync(input);
        EnrollmentLifecycle.Table.Next(enrollment.State, EnrollmentTrigger.Skip);
        await RequireSettledAsync(work, enrollment);
        return EnrollmentView.Of(await enrollments.MoveAsync(work, enrollment, new EnrollmentMove.Skip(input.Why ?? "A person skipped it.")));
    }

    /// <summary>What may be with the server cannot be taken back: its fate comes first.</summary>
    private static async Task RequireSettledAsync(Work work, Enrollment enrollment)
    {
        var found = await work.Stores.Sequences.GetExecutionsByIdAsync([StepExecutionIds.Of(enrollment)], work.Cancellation);
        if (found is [{ Message: { } message }] && await work.Stores.Messages.GetAsync([message], work.Cancellation) is [{ State: MessageState.Sending }])
            throw CrmException.Refused("message-on-its-way", "The message of this step is being sent just now; try again in a moment.");
    }
}
