using Crm.Activities;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>What the end of a task or draft means for the step that waits for it.</summary>
internal sealed class WaitingStep(Enrollments enrollments) : IWaitingStep
{
    /// <inheritdoc/>
    public async Task<NextStep?> EndAsync(Work work, StepExecutionId execution, bool isDone, string? why = null)
    {
        EnrollmentMove move = isDone
            ? new EnrollmentMove.Advance()
            : new EnrollmentMove.Skip(why is null ? "A person skipped the task." : $"A person skipped the task: {why}");
        return await enrollments.EndStepAsync(work, execution, move) is { } after
            ? new NextStep(after.Id, after.State)
            {
                StepKey = after.StepKey,
                DueAt = after.DueAt,
                Reason = after.Reason,
            }
            : null;
    }

    /// <inheritdoc/>
    public async Task<bool> HasGoneOnAsync(Work work, Activity task) =>
        task.Execution is { } execution
        && await work.Stores.Sequences.GetExecutionsByIdAsync([execution], work.Cancellation) is [{ State: not StepExecutionState.Waiting } settled]
        && !(settled.FinishedAt < task.CompletedAt);
}
