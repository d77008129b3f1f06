using Crm.Sequences.Engine;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Lets the failed step of an enrollment be decided again, at once. Takes <see cref="Right.Enroll"/>.</summary>
public sealed class RetryEnrollment(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The enrollment as it is stored.</returns>
    /// <exception cref="CrmException">NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it has not failed.</exception>
    public Task<Enrollment> ExecuteAsync(Caller caller, EnrollmentInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            "enrollment.retry",
            Right.Enroll,
            input,
            async context =>
            {
                var enrollment = await StoredEnrollment.RequireAsync(context, input, cancellationToken);
                return await engine.Enrollments.MoveAsync(context, enrollment, new EnrollmentMove.Retry(input.Why));
            },
            cancellationToken
        );
    }
}

/// <summary>
/// Lets a blocked or paused enrollment go on: its step is decided again from now on, of a paused one after what was left of its delay; or waited for again where its work is still out. Takes
/// <see cref="Right.Enroll"/>; publishes <c>enrollment.resumed</c>.
/// </summary>
public sealed class ResumeEnrollment(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The enrollment as it is stored.</returns>
    /// <exception cref="CrmException">NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is neither blocked nor paused.</exception>
    public Task<Enrollment> ExecuteAsync(Caller caller, EnrollmentInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            "enrollment.resume",
            Right.Enroll,
            input,
            async context =>
            {
                var enrollment = await StoredEnrollment.RequireAsync(context, input, cancellationToken);
                return await engine.Enrollments.MoveAsync(
                    context,
                    enrollment,
                    enrollment.State == EnrollmentState.Paused ? new EnrollmentMove.Resume(input.Why) : new EnrollmentMove.Unblock(input.Why)
                );
            },
            cancellationToken
        );
    }
}
