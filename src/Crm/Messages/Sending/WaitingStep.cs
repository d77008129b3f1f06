using Crm.Sequences;
using Crm.Sequences.Engine;

namespace Crm.Messages.Sending;

/// <summary>The step execution that wants a message, and its enrollment where it still stands at that step.</summary>
/// <param name="Execution">The execution; null for a message by a person.</param>
/// <param name="Enrollment">The enrollment; null where it has moved on.</param>
internal sealed record WaitingStep(StepExecution? Execution, Enrollment? Enrollment)
{
    /// <summary>Whether the enrollment waits for the message.</summary>
    public bool IsWaiting => Execution is { State: StepExecutionState.Waiting } && Enrollment is { State: EnrollmentState.Waiting };

    /// <summary>Whether something stands in the way of an enrollment that waits for the message.</summary>
    public bool IsBlocked => Execution is { State: StepExecutionState.Waiting } && Enrollment is { State: EnrollmentState.Blocked };

    /// <summary>Reads it.</summary>
    public static async Task<WaitingStep> LoadAsync(Work work, Message message)
    {
        if (message.Execution is not { } id || await work.Stores.Sequences.GetExecutionsByIdAsync([id], work.Cancellation) is not [var execution])
            return new WaitingStep(null, null);
        if (await work.Stores.Sequences.GetEnrollmentsAsync([execution.Enrollment], work.Cancellation) is not [var enrollment])
            return new WaitingStep(execution, null);
        var isCurrent = enrollment.State != EnrollmentState.Finished && enrollment.StepKey == execution.StepKey && enrollment.Pass == execution.Pass;
        return new WaitingStep(execution, isCurrent ? enrollment : null);
    }

    /// <summary>The enrollment waits for something that can be fixed.</summary>
    public static async Task BlockAsync(Work work, Message message, string why, string cause)
    {
        if (await LoadAsync(work, message) is { Execution: { } execution, Enrollment: { } enrollment })
            EnrollmentDecisions.End(work.Changes, execution, enrollment, material: null, StepEnding.Blocked(why), cause, work.Now);
    }

    /// <summary>What stood in the enrollment's way is gone: it waits for the message again.</summary>
    public static async Task UnblockAsync(Work work, Message message)
    {
        if (await LoadAsync(work, message) is { IsBlocked: true } step)
            work.Changes.Update(EnrollmentMoves.Unblock(step.Enrollment!, step.Execution, work.Now));
    }
}
