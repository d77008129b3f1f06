using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Kernel;

/// <summary>A loop that works in the background of a host: how long it lives, how it outlives errors and how it sleeps. What a turn does is the derived class's.</summary>
/// <param name="work">What it does, for the log, such as <c>Sending messages</c>.</param>
/// <param name="time">The clock it sleeps by.</param>
/// <param name="logger">Where errors go.</param>
internal abstract class WorkLoop(string work, TimeProvider time, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    private readonly LoopFailures failures = new(work, time, logger);

    /// <summary>The clock it sleeps by.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>How many workers take turns side by side.</summary>
    protected virtual int Workers => 1;

    /// <summary>A worker with its own state; disposed when the host stops.</summary>
    protected abstract IWorker CreateWorker();

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None)));

    /// <summary>Waits until one of the tasks that a worker has begun ends, which may let others begin.</summary>
    /// <param name="begun">The tasks.</param>
    /// <param name="atMost">How long to wait; so long does a worker sleep that has begun none.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>How long to sleep before the next turn.</returns>
    protected async Task<TimeSpan> UntilOneEndsAsync(IReadOnlyCollection<Task> begun, TimeSpan atMost, CancellationToken stop)
    {
        if (begun.Count == 0 || atMost <= TimeSpan.Zero)
            return atMost;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny([.. begun, Task.Delay(atMost, Time, ended.Token)]);
        await ended.CancelAsync();
        return TimeSpan.Zero;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await using var worker = CreateWorker();
        while (!stop.IsCancellationRequested)
        {
            var sleep = AfterError;
            try
            {
                sleep = await worker.TakeTurnAsync(stop);
                failures.Clear();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The loop must outlive a database that is away for an hour.
                failures.Add(exception);
            }
            if (sleep > TimeSpan.Zero)
                await Task.Delay(sleep, Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One of the loop's workers.</summary>
    protected interface IWorker : IAsyncDisposable
    {
        /// <summary>Does what is to be done now.</summary>
        /// <returns>How long to sleep before the next turn.</returns>
        Task<TimeSpan> TakeTurnAsync(CancellationToken stop);
    }

    /// <summary>A worker whose turns need no state but how long it was idle.</summary>
    protected sealed class SimpleWorker(Func<IdleSleep, CancellationToken, Task<TimeSpan>> turn) : IWorker
    {
        private readonly IdleSleep sleep = new();

        public Task<TimeSpan> TakeTurnAsync(CancellationToken stop) => turn(sleep, stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>How long to sleep: not at all after work, else longer each time, up to a second.</summary>
    protected sealed class IdleSleep
    {
        private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
        private TimeSpan last;

        /// <summary>More is waiting.</summary>
        public TimeSpan None() => last = TimeSpan.Zero;

        /// <summary>More may come soon.</summary>
        public TimeSpan Short() => last = Shortest;

        /// <summary>There was nothing to do.</summary>
        public TimeSpan Longer() =>
            last =
                last == TimeSpan.Zero ? Shortest
                : last * 2 < Longest ? last * 2
                : Longest;
    }
}
