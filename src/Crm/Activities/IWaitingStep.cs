namespace Crm.Activities;

/// <summary>Is asked when a task or draft that a step of a sequence waits for ends, or is to be opened again; implemented by the sequences, which this room does not know.</summary>
internal interface IWaitingStep
{
    /// <summary>Lets the enrollment go on, in the same transaction.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="execution">The step's execution.</param>
    /// <param name="isDone">Whether the task was done; else it was not wanted any more, and the step is skipped.</param>
    Task EndAsync(Work work, StepExecutionId execution, bool isDone);

    /// <summary>Whether the enrollment went on because the task was done: a step is done once, and nothing brings the enrollment back. One that never waited for the task does not mind.</summary>
    Task<bool> HasGoneOnAsync(Work work, Activity task);
}
