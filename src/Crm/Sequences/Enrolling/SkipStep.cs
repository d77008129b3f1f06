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
        return executor.WriteAsync(caller, "enrollment.skip", Right.Enroll, input, context => SkipAsync(context, input, cancellationToken), cancellationToken);
    }

    private async Task<Enrollment> SkipAsync(UseCaseContext context, EnrollmentInput input, CancellationToken cancellationToken)
    {
        var enrollment = await StoredEnrollment.RequireAsync(context, input, cancellationToken);
        EnrollmentLifecycle.Next(enrollment.State, EnrollmentTrigger.Skip);
        var why = input.Why ?? "A person skipped it.";
        var stored = await StoredEnrollment.ExecutionAsync(context, enrollment, cancellationToken);
        if (stored is not null)
            await CancelWorkAsync(context, enrollment, stored, why, cancellationToken);
        var execution = (stored ?? New(context, enrollment)) with { State = StepExecutionState.Skipped, Why = why, FinishedAt = context.Now };
        if (stored is null)
            context.Changes.Insert(execution);
        else
            context.Changes.Update(execution);
        var material = await EnrollmentReading.ForPlanningAsync(context.Stores, engine.Versions, [enrollment], context.Now, cancellationToken);
        var after = EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Skip, context.Now, material);
        context.Changes.Update(after);
        if (after.State == EnrollmentState.Finished)
            SequenceEvents.Finished(context.Changes, after, context.Now);
        await EnrollmentEntries.FinishedAsync(context.Stores, context.Changes, [after], context.Now, cancellationToken);
        StoredEnrollment.Audit(context, enrollment, after, input.Why);
        return after;
    }

    private static async Task CancelWorkAsync(
        UseCaseContext context,
        Enrollment enrollment,
        StepExecution execution,
        string why,
        CancellationToken cancellationToken
    )
    {
        var open = await OpenWork.LoadAsync(context.Stores, [enrollment.Id], cancellationToken);
        open.CancelOf(execution.Id, why, context.Changes);
        if (execution.Message is { } id && !open.Messages.Any(message => message.Id == id))
            await RequireSettledAsync(context.Stores, id, cancellationToken);
    }

    /// <summary>What may be with the server cannot be taken back: its fate comes first.</summary>
    private static async Task RequireSettledAsync(IStores stores, Records.MessageId id, CancellationToken cancellationToken)
    {
        if ((await stores.Messages.GetAsync([id], cancellationToken)) is [{ State: Messages.MessageState.Sending }])
            throw CrmException.Refused("message-on-its-way", "The message of this step is being sent just now; try again in a moment.");
    }

    private static StepExecution New(UseCaseContext context, Enrollment enrollment) =>
        new()
        {
            Tenant = enrollment.Tenant,
            Id = StepExecutionIds.Of(enrollment),
            Enrollment = enrollment.Id,
            StepKey = enrollment.StepKey ?? "",
            Pass = enrollment.Pass,
            State = StepExecutionState.Skipped,
            DueAt = enrollment.DueAt ?? context.Now,
            DecidedAt = context.Now,
        };
}
