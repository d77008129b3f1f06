using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Ends an enrollment by hand, with its open tasks, drafts and queued messages. Publishes <c>enrollment.finished</c>.</summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is finished already.</remarks>
public sealed class FinishEnrollment : UseCase<EnrollmentInput, EnrollmentView>
{
    internal FinishEnrollment(UseCaseExecutor executor)
        : base(executor, "enrollment.finish", Right.Enroll, WorkKind.Write) { }

    private protected override async Task<EnrollmentView> DecideAsync(Work work, EnrollmentInput input)
    {
        var enrollment = await work.GetEnrollmentAsync(input);
        EnrollmentLifecycle.Table.Next(enrollment.State, EnrollmentTrigger.Finish); // a finished one is refused with its state, not passed over
        var finished = await Enrollments.FinishAsync(work, [enrollment], FinishReason.Manual, input.Why ?? "A person finished it.");
        return EnrollmentView.Of(finished[0]);
    }
}
