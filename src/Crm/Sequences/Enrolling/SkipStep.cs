using Crm.Sequences.Engine;
using Crm.Sequences.Enrolling;

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
        var why = input.Why ?? "A person skipped it.";
        var stored = await StoredEnrollment.ExecutionAsync(work, enrollment, cancellationToken);
        if (stored is not null)
            await CancelWorkAsync(work, enrollment, stored, why, cancellationToken);
        var execution = (stored ?? New(work, enrollment)) with { State = StepExecutionState.Skipped, Why = why, FinishedAt = work.Now };
        if (stored is null)
            work.Changes.Insert(execution);
        else
            work.Changes.Update(execution);
        var material = await EnrollmentReading.ForPlanningAsync(work.Stores, engine.Versions, [enrollment], work.Now, cancellationToken);
        var after = EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Skip, work.Now, material);
        work.Changes.Update(after);
        if (after.State == EnrollmentState.Finished)
            SequenceEvents.Finished(work.Changes, after, work.Now);
        await EnrollmentEntries.FinishedAsync(work.Stores, work.Changes, [after], work.Now, cancellationToken);
        StoredEnrollment.Audit(work, enrollment, after, input.Why);
        return after;
    }

    private static async Task CancelWorkAsync(Work work, Enrollment enrollment, StepExecution execution, string why, CancellationToken cancellationToken)
    {
        var open = await OpenWork.LoadAsync(work.Stores, [enrollment.Id], cancellationToken);
        open.CancelOf(execution.Id, why, work.Changes);
        if (execution.Message is { } id && !open.Messages.Any(message => message.Id == id))
            await RequireSettledAsync(work.Stores, id, cancellationToken);
    }

    /// <summary>What may be with the server cannot be taken back: its fate comes first.</summary>
    private static async Task RequireSettledAsync(IStores stores, Records.MessageId id, CancellationToken cancellationToken)
    {
        if ((await stores.Messages.GetAsync([id], cancellationToken)) is [{ State: Messages.MessageState.Sending }])
            throw CrmException.Refused("message-on-its-way", "The message of this step is being sent just now; try again in a moment.");
    }

    private static StepExecution New(Work work, Enrollment enrollment) =>
        new()
        {
            Tenant = enrollment.Tenant,
            Id = StepExecutionIds.Of(enrollment),
            Enrollment = enrollment.Id,
            StepKey = enrollment.StepKey ?? "",
            Pass = enrollment.Pass,
            State = StepExecutionState.Skipped,
            DueAt = enrollment.DueAt ?? work.Now,
            DecidedAt = work.Now,
        };
}
