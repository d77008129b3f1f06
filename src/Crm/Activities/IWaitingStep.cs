namespace Crm.Activities;

/// <summary>Is asked when a task or draft that a step of a sequence waits for ends, or is to be opened again; implemented by the sequences, which this room does not know.</summary>
internal interface IWaitingStep
{
    /// <summary>Lets the enrollment go on, in the same transaction; where the task was not done, it was not wanted any more, and the step is skipped.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="execution">The step's execution.</param>
    /// <param name="isDone">Whether the task was done.</param>
    /// <param name="why">Why it was not, in words; null where nobody said.</param>
    /// <returns>Where the enrollment stands then; null where none waited for the task.</returns>
    Task<NextStep?> EndAsync(Work work, StepExecutionId execution, bool isDone, string? why = null);

    /// <summary>Whether the enrollment went on because the task was done: a step is done once, and nothing brings the enrollment back. One that never waited for the task does not mind.</summary>
    Task<bool> HasGoneOnAsync(Work work, Activity task);

    /// <summary>Lets the enrollment go on that waited for an open task; does nothing where none did.</summary>
    Task<NextStep?> EndAsync(Work work, Activity task, bool isDone, string? why = null) =>
        task is { State: ActivityState.Open, Execution: { } execution } ? EndAsync(work, execution, isDone, why) : Task.FromResult<NextStep?>(null);
}
