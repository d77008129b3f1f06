using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Sequences.Running;

/// <summary>Runs sequences in the background of a worker. After a full batch it takes the next one at once; else it sleeps until the next due time, at most a second.</summary>
internal sealed class RunnerService(
    SequenceRunner runner,
    ISystemStore store,
    IOptions<RunnerOptions> options,
    TimeProvider time,
    ILogger<RunnerService> logger
) : WorkLoop("Running sequences", time, logger)
{
    private const int MaxWorkers = 4;
    private const int SmallestBatch = 25;
    private static readonly TimeSpan LongBatch = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(15);

    private readonly SequenceRunner runner = runner;
    private readonly IOptions<RunnerOptions> options = options;
    private DateTimeOffset nextCount;

    /// <inheritdoc/>
    protected override int Workers => options.Value.Workers > 0 ? options.Value.Workers : Math.Clamp(Environment.ProcessorCount, 1, MaxWorkers);

    /// <inheritdoc/>
    protected override IWorker CreateWorker() => new Worker(this);

    /// <summary>Until the next due time. What is due already and was not claimed is another worker's, or a message's: looked at again in growing steps.</summary>
    private async Task<TimeSpan> SleepAsync(bool isFull, int idle, CancellationToken cancellationToken)
    {
        if (isFull && !Telemetry.DueAge.Enabled)
            return TimeSpan.Zero;
        await using var unit = await store.BeginAsync(cancellationToken);
        var next = await unit.GetNextDueAsync(cancellationToken);
        var wait = next - Time.GetUtcNow() ?? LongestSleep;
        Telemetry.DueAge.Record(Math.Max(0, -wait.TotalSeconds));
        await CountDueAsync(unit, cancellationToken);
        if (isFull)
            return TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
            wait = ShortestSleep * Math.Pow(2, Math.Min(idle, 6));
        return wait < ShortestSleep ? ShortestSleep
            : wait > LongestSleep ? LongestSleep
            : wait;
    }

    /// <summary>Counts what is due once in a while, and only where somebody observes it.</summary>
    private async Task CountDueAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (!Telemetry.CountsDue || now < nextCount)
            return;
        nextCount = now + BetweenCounts;
        Telemetry.RecordDue(await unit.CountDueAsync(now, cancellationToken));
    }

    /// <summary>One worker: its batch shrinks while batches are slow, and slow steps run beside its batches.</summary>
    private sealed class Worker(RunnerService service) : IWorker
    {
        private readonly int largest = service.options.Value.BatchSize;
        private readonly List<Task> slow = [];
        private int batch = service.options.Value.BatchSize;
        private int idle;

        public async Task<TimeSpan> TakeTurnAsync(CancellationToken stop)
        {
            var started = Stopwatch.GetTimestamp();
            slow.RemoveAll(step => step.IsCompleted);
            var run = new BatchRun();
            try
            {
                await service.runner.BeginOnceAsync(run, batch, stop);
            }
            finally
            {
                slow.AddRange(run.Slow);
            }
            batch = Stopwatch.GetElapsedTime(started) > LongBatch ? Math.Max(Math.Min(SmallestBatch, largest), batch / 2) : Math.Min(largest, batch * 2);
            idle = run.Counts.Decided > 0 ? 0 : idle + 1;
            // A slow step that ends may have others waiting for its slot.
            return await service.UntilOneEndsAsync(slow, await service.SleepAsync(run.IsFull, idle, stop), stop);
        }

        /// <summary>Slow steps are broken off by the token that ends the loop.</summary>
        public async ValueTask DisposeAsync() => await Task.WhenAll(slow).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
