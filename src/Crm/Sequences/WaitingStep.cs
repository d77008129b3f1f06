using Crm.Activities;
using Crm.Sequences.Engine;

namespace Crm.Sequences;

/// <summary>What the end of a task or draft means for the step that waits for it.</summary>
internal sealed class WaitingStep(StepEngine engine) : IWaitingStep
{
    /// <inheritdoc/>
    public Task EndAsync(Work work, StepExecutionId execution, bool isDone) =>
        EnrollmentDecisions.EndStepAsync(
            work.Stores,
            engine.Versions,
            work.Changes,
            execution,
            isDone ? StepEnding.Done(work.Now) : StepEnding.Skipped("A person skipped the task."),
            work.Author,
            work.Now,
            work.Cancellation
        );

    /// <inheritdoc/>
    public async Task<bool> IsWaitingAsync(Work work, StepExecutionId execution) =>
        await work.Stores.Sequences.GetExecutionsByIdAsync([execution], work.Cancellation) is [{ State: StepExecutionState.Waiting }];
}
