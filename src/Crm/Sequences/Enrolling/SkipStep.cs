using Crm.Sequences.Engine;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Leaves out the step at which an enrollment stands; it goes on from now, or finishes where no step is left. What the step has out is cancelled. Takes <see cref="Right.Enroll"/>.</summary>
public sealed class SkipStep(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The enrollment as it is stored.</returns>
    /// <exception cref="CrmException">NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is finished or not begun; with <c>message-on-its-way</c>: its message may be with the server.</exception>
    public Task<Enrollment> ExecuteAsync(Caller caller, EnrollmentInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "enrollment.skip", Right.Enroll, input, work => SkipAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<Enrollment> SkipAsync(Work work, EnrollmentInput input, CancellationToken cancellationToken)
    {
        var enrollment = await StoredEnrollment.RequireAsync(work, input, cancellationToken);
        EnrollmentLifecycle.Next(enrollment.State, EnrollmentTrigger.Skip);
        await RequireSettledAsync(work, enrollment);
        return await engine.Enrollments.MoveAsync(work, enrollment, new EnrollmentMove.Skip(input.Why ?? "A person skipped it."));
    }

    /// <summary>What may be with the server cannot be taken back: its fate comes first.</summary>
    private static async Task RequireSettledAsync(Work work, Enrollment enrollment)
    {
        var found = await work.Stores.Sequences.GetExecutionsByIdAsync([StepExecutionIds.Of(enrollment)], work.Cancellation);
        if (
            found is [{ Message: { } message }]
            && await work.Stores.Messages.GetAsync([message], work.Cancellation) is [{ State: Messages.MessageState.Sending }]
        )
            throw CrmException.Refused("message-on-its-way", "The message of this step is being sent just now; try again in a moment.");
    }
}
