using System.Diagnostics;

namespace Crm.Sequences.Steps;

/// <summary>Plugins' code of one batch or use case, on a thread of its own: knows whose code runs just now, and stops waiting for it. A thread cannot be ended from outside: one that hangs is abandoned, with all that it has made.</summary>
internal sealed class PluginRun
{
    /// <summary>A batch that is late has so many times the limit more to finish, before its code counts as endless.</summary>
    public const int LateFactor = 5;

    private volatile string? running;
    private long since;

    /// <summary>Calls a plugin's code; another thread sees meanwhile whose it is.</summary>
    public TResult Call<TPart, TContext, TResult>(string key, TPart part, TContext context, Func<TPart, TContext, TResult> code)
    {
        Volatile.Write(ref since, Stopwatch.GetTimestamp());
        running = key;
        try
        {
            return code(part, context);
        }
        finally
        {
            running = null;
        }
    }

    /// <summary>Decides the parts of a batch in order.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="decide">Decides one; calls plugins by <see cref="Call"/>.</param>
    /// <param name="limit">How long the batch may take. Real time: a hanging loop does not mind a virtual clock.</param>
    /// <exception cref="OverrunException">It was not done in time. What was decided is thrown away; the thread may still run.</exception>
    public async Task RunAsync<T>(IReadOnlyList<T> parts, Action<T> decide, TimeSpan limit)
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
        var (key, time) = (running, Stopwatch.GetElapsedTime(Volatile.Read(ref since)));
        throw new OverrunException(time < limit / 2 ? null : key, EndedAsync);

        async Task<(bool, string?)> EndedAsync() => (await EndsAsync(work, limit * LateFactor), running);
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
    /// <param name="ended">Waits for the thread once more; then says what runs on it, where it did not end.</param>
    internal sealed class OverrunException(string? key, Func<Task<(bool IsEnded, string? Running)>> ended)
        : Exception($"Deciding a batch took too long{(key is null ? "." : $": {key} did not finish.")}")
    {
        public string? Key { get; } = key;

        /// <summary>
        /// Whether the code does finish, given time: outside the transaction, where nobody waits for its locks. Code that runs for the first time is compiled first and parses its
        /// templates; on a busy machine that alone takes longer than a batch may.
        /// </summary>
        public Task<(bool IsEnded, string? Running)> EndsAsync() => ended();
    }
}
