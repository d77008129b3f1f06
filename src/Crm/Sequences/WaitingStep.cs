using Crm.Activities;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>What the end of a task or draft means for the step that waits for it.</summary>
internal sealed class WaitingStep(Enrollments enrollments) : IWaitingStep
{
    /// <inheritdoc/>
    public Task EndAsync(Work work, StepExecutionId execution, bool isDone) =>
        enrollments.EndStepAsync(work, execution, isDone ? new EnrollmentMove.Advance() : new EnrollmentMove.Skip("A person skipped the task."));

    /// <inheritdoc/>
    public async Task<bool> HasGoneOnAsync(Work work, Activity task) =>
        task.Execution is { } execution
        && await work.Stores.Sequences.GetExecutionsByIdAsync([execution], work.Cancellation) is [{ State: not StepExecutionState.Waiting } settled]
        && !(settled.FinishedAt < task.CompletedAt);
}
