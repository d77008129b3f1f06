using Crm.Sequences.Engine;
using Crm.Sequences.Enrolling;

namespace Crm.Sequences;

/// <summary>Ends an enrollment by hand, with its open tasks, drafts and queued messages. Takes <see cref="Right.Enroll"/>; publishes <c>enrollment.finished</c>.</summary>
public sealed class FinishEnrollment(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The enrollment as it is stored.</returns>
    /// <exception cref="CrmException">NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is finished already.</exception>
    public Task<Enrollment> ExecuteAsync(Caller caller, EnrollmentInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "enrollment.finish", Right.Enroll, input, work => FinishAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<Enrollment> FinishAsync(Work work, EnrollmentInput input, CancellationToken cancellationToken)
    {
        var enrollment = await StoredEnrollment.RequireAsync(work, input, cancellationToken);
        EnrollmentLifecycle.Next(enrollment.State, EnrollmentTrigger.Finish); // a finished one is refused with its state, not passed over
        return (await Enrollments.FinishAsync(work, [enrollment], FinishReason.Manual, input.Why ?? "A person finished it."))[0];
    }
}
