namespace Crm.Activities;

/// <summary>Asks only about what a step waits for.</summary>
internal static class WaitingSteps
{
    /// <summary>Lets the enrollment go on that waited for an open task; does nothing where none did.</summary>
    public static Task EndAsync(this IWaitingStep waiting, Work work, Activity task, bool isDone) =>
        task is { State: ActivityState.Open, Execution: { } execution } ? waiting.EndAsync(work, execution, isDone) : Task.CompletedTask;
}
