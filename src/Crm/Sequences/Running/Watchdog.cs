namespace Crm.Sequences;

/// <summary>Lets a batch be decided on a thread of its own and looks at how long it takes. A thread cannot be ended from outside: one that hangs is abandoned, with all that it has made.</summary>
/// <param name="limit">How long the batch may take. Real time: a hanging loop does not mind a virtual clock.</param>
internal sealed class Watchdog(TimeSpan limit)
{
    /// <summary>Decides the enrollments in order.</summary>
    /// <exception cref="OverrunException">A handler or rule did not come to its end, or all together took too long.</exception>
    public async Task RunAsync(StepDecider decider, IReadOnlyList<Enrollment> due)
    {
        var halted = false;
        var work = Task.Factory.StartNew(
            () =>
            {
                foreach (var enrollment in due)
                {
                    if (Volatile.Read(ref halted))
                        return;
                    decider.Decide(enrollment);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
        if (await EndsAsync(work))
            return;
        // Many honest decisions can take as long as one that hangs: only what one call has used up by itself counts against it.
        Volatile.Write(ref halted, true);
        var (key, running) = decider.Running;
        if (key is not null && running < limit / 2 && await EndsAsync(work))
            throw new OverrunException(null);
        throw new OverrunException(decider.Running.Key);
    }

    private async Task<bool> EndsAsync(Task work)
    {
        try
        {
            await work.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            return false;
        }
    }

    /// <summary>A batch was not decided in time.</summary>
    /// <param name="key">The handler or rule that did not come to its end; null where all together took too long.</param>
    internal sealed class OverrunException(string? key)
        : Exception($"Deciding a batch took too long{(key is null ? "." : $": {key} did not come to its end.")}")
    {
        public string? Key { get; } = key;
    }
}
