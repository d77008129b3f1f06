namespace Crm.Activities;

/// <summary>Is asked when a task or draft that a step of a sequence waits for ends, or is to be opened again; implemented by the sequences, which this room does not know.</summary>
internal interface IWaitingStep
{
    /// <summary>Lets the enrollment go on, in the same transaction.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="execution">The step's execution.</param>
    /// <param name="isDone">Whether the task was done; else it was not wanted any more, and the step is skipped.</param>
    Task EndAsync(Work work, StepExecutionId execution, bool isDone);

    /// <summary>Whether the step still waits: a step is done once, and nothing brings the enrollment back.</summary>
    Task<bool> IsWaitingAsync(Work work, StepExecutionId execution);
}
