using Crm.Sequences.Engine;

namespace Crm.Sequences.Running;

/// <summary>Lets a batch be decided on a thread of its own and looks at how long it takes. A thread cannot be ended from outside: one that hangs is abandoned, with all that it has made.</summary>
/// <param name="limit">How long the batch may take. Real time: a hanging loop does not mind a virtual clock.</param>
internal sealed class Watchdog(TimeSpan limit)
{
    /// <summary>A batch that is late has so many times the limit more to come to its end, before its code counts as one that has none.</summary>
    private const int Patience = 5;

    /// <summary>Decides the parts of a batch in order.</summary>
    /// <exception cref="OverrunException">It was not done in time. What was decided is thrown away; the thread may still run.</exception>
    public async Task RunAsync<T>(StepDecider decider, IReadOnlyList<T> parts, Action<T> decide)
    {
        var halted = false;
        var work = Task.Factory.StartNew(
            () =>
            {
                foreach (var part in parts)
                {
                    if (Volatile.Read(ref halted))
                        return;
                    decide(part);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
        if (await EndsAsync(work, limit))
            return;
        // Many honest decisions can take as long as one that hangs: only what one call has used up by itself counts against it.
        Volatile.Write(ref halted, true);
        var (key, running) = decider.Running;
        throw new OverrunException(running < limit / 2 ? null : key, EndedAsync);

        async Task<(bool, string?)> EndedAsync() => (await EndsAsync(work, limit * Patience), decider.Running.Key);
    }

    private static async Task<bool> EndsAsync(Task work, TimeSpan limit)
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
    /// <param name="key">The handler or rule whose one call took most of the time; null where many took it together.</param>
    /// <param name="ended">Waits for the thread once more; then tells what runs on it, where it did not end.</param>
    internal sealed class OverrunException(string? key, Func<Task<(bool IsEnded, string? Running)>> ended)
        : Exception($"Deciding a batch took too long{(key is null ? "." : $": {key} did not come to its end.")}")
    {
        public string? Key { get; } = key;

        /// <summary>
        /// Whether the code does come to its end, given time: outside the transaction, where nobody waits for its locks. Code that runs for the first time is compiled first and parses its
        /// templates; on a busy machine that alone takes longer than a batch may.
        /// </summary>
        public Task<(bool IsEnded, string? Running)> EndsAsync() => ended();
    }
}
