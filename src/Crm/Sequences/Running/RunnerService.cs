using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>Runs sequences in the background of a worker. A full batch goes on at once; else it sleeps until the next due time, at most a second.</summary>
internal sealed partial class RunnerService(SequenceRunner runner, ISystemStore store, RunnerOptions options, TimeProvider time, ILogger<RunnerService> logger)
    : BackgroundService
{
    private const int MaxWorkers = 4;
    private const int SmallestBatch = 25;
    private static readonly TimeSpan SlowBatch = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = options.Workers > 0 ? options.Workers : Math.Clamp(Environment.ProcessorCount, 1, MaxWorkers);
        return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var batch = options.BatchSize;
        var idle = 0;
        var slow = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var started = Stopwatch.GetTimestamp();
                // Slow steps go on beside the batches: a model that takes minutes keeps nobody waiting who needs none.
                var run = new BatchRun(takesSlow: slow.IsCompleted);
                await runner.BeginOnceAsync(run, batch, stoppingToken);
                if (run.TakesSlow)
                    slow = run.SlowAsync();
                batch =
                    Stopwatch.GetElapsedTime(started) > SlowBatch
                        ? Math.Max(Math.Min(SmallestBatch, options.BatchSize), batch / 2)
                        : Math.Min(options.BatchSize, batch * 2);
                idle = run.Counts.Decided > 0 ? 0 : idle + 1;
                if (!run.IsFull)
                    await Task.Delay(await SleepAsync(idle, stoppingToken), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The loop must outlive a database that is away for an hour.
                LogBroken(logger, exception);
                await Task.Delay(AfterError, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await slow.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // broken off by the same token
    }

    /// <summary>Until the next due time. What is due already and was not claimed is another worker's, or a message's: looked at again in growing steps.</summary>
    private async Task<TimeSpan> SleepAsync(int idle, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await unit.GetNextDueAsync(cancellationToken) is not { } next)
            return LongestSleep;
        var wait = next - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            wait = ShortestSleep * Math.Pow(2, Math.Min(idle, 6));
        return wait < ShortestSleep ? ShortestSleep
            : wait > LongestSleep ? LongestSleep
            : wait;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Running sequences failed; tried again in a few seconds.")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
