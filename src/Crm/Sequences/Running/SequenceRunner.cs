using System.Diagnostics;
using Crm.Sequences.Steps;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Sequences.Running;

/// <summary>
/// Decides due steps in batches: claims, reads, decides in memory, writes, commits, one transaction for all. A worker that dies before the commit has done nothing, one that
/// dies after it has done everything. Safe for any number of workers and processes: the claim's locks keep them apart.
/// </summary>
internal sealed partial class SequenceRunner
{
    private const int MaxTransient = 3;

    private readonly ISystemStore store;
    private readonly BatchDecider batches;
    private readonly RunnerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<SequenceRunner> logger;
    private readonly SlowSteps slow;

    public SequenceRunner(ISystemStore store, BatchDecider batches, IOptions<RunnerOptions> options, TimeProvider time, ILogger<SequenceRunner> logger)
    {
        (this.store, this.batches, this.options, this.time, this.logger) = (store, batches, options.Value, time, logger);
        slow = new SlowSteps(store, batches, this.options, time, logger);
    }

    /// <summary>Decides what is due, at most one batch.</summary>
    /// <param name="max">How many enrollments at most, 1–1000.</param>
    /// <param name="cancellationToken">Cancels it before the commit.</param>
    /// <returns>What it came to; <see cref="RunnerCounts.Decided"/> of less than <paramref name="max"/> says that no more is due.</returns>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public async Task<RunnerCounts> RunOnceAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        return (await RunAsync(max, cancellationToken)).Counts;
    }

    private async Task<BatchRun> RunAsync(int max, CancellationToken cancellationToken)
    {
        var run = new BatchRun();
        await BeginOnceAsync(run, max, cancellationToken);
        await run.SlowAsync();
        return run;
    }

    /// <summary>The same, but slow steps have only begun then: <see cref="BatchRun.SlowAsync"/> waits for them.</summary>
    internal async Task BeginOnceAsync(BatchRun run, int max, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(run, ids: null, max, cancellationToken);
                return;
            }
            catch (TransientStoreException) when (attempt < MaxTransient)
            {
                // Nothing was written: what was due is due again.
            }
        }
    }

    /// <summary>Decides until nothing is due any more.</summary>
    /// <param name="cancellationToken">Cancels before the next batch.</param>
    public async Task<RunnerCounts> RunUntilIdleAsync(CancellationToken cancellationToken)
    {
        var total = new RunnerCounts();
        while (true)
        {
            var run = await RunAsync(options.BatchSize, cancellationToken);
            total = total.Plus(run.Counts);
            if (run.Counts.Decided == 0 && !(run.IsFull && run.HasSetAside))
                return total;
        }
    }

    /// <summary>When the next enrollment, message or event is due, in UTC; null where nothing is.</summary>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return await unit.GetNextDueAsync(cancellationToken);
    }

    private async Task RunAsync(BatchRun run, IReadOnlyList<EnrollmentId>? ids, int max, CancellationToken cancellationToken)
    {
        List<EnrollmentId> claimed = [];
        try
        {
            await WriteBatchAsync(run, ids, max, claimed, cancellationToken);
            return;
        }
        catch (PluginRun.OverrunException overrun)
        {
            if (!await ClassifyOverrunAsync(run, overrun, claimed.Count))
            {
                await HalveAsync(run, claimed, overrun, cancellationToken);
                return;
            }
        }
        catch (Exception exception) when (claimed.Count > 0 && exception is not (OperationCanceledException or TransientStoreException or OutOfMemoryException))
        {
            await HalveAsync(run, claimed, exception, cancellationToken);
            return;
        }
        await RunAsync(run, claimed, claimed.Count, cancellationToken); // now with the quarantine, which blocks what would hang again
    }

    private async Task HalveAsync(BatchRun run, List<EnrollmentId> claimed, Exception exception, CancellationToken cancellationToken)
    {
        if (claimed.Count == 1)
        {
            await PutOffAsync(run, claimed[0], exception, cancellationToken);
            return;
        }
        LogBisected(logger, exception, claimed.Count);
        var half = claimed.Count / 2;
        await RunAsync(run, claimed[..half], half, cancellationToken);
        await RunAsync(run, claimed[half..], claimed.Count - half, cancellationToken);
    }

    /// <summary>
    /// Tells code that has no end from code that was late. The first is quarantined; the second gets one more chance in this run, and where it is late again, it is too slow for a batch and
    /// quarantined too.
    /// </summary>
    /// <returns>Whether the batch is to be decided once more as it is; false: nobody is known to be at fault.</returns>
    private async Task<bool> ClassifyOverrunAsync(BatchRun run, PluginRun.OverrunException overrun, int count)
    {
        var (isEnded, running) = await overrun.EndsAsync();
        if (isEnded && run.IsFirstOffence(overrun.Key ?? ""))
        {
            LogLate(logger, overrun.Key ?? "The engine", count);
            return true;
        }
        if ((isEnded ? overrun.Key : running) is not { } key)
            return false;
        batches.Guard.Quarantine(key);
        LogQuarantined(logger, key);
        return true;
    }

    private async Task WriteBatchAsync(BatchRun run, IReadOnlyList<EnrollmentId>? ids, int max, List<EnrollmentId> claimed, CancellationToken cancellationToken)
    {
        using var trace = Telemetry.Source.StartActivity("crm.batch");
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow().ToMicroseconds();
        run.Begin();
        BatchResult result;
        using var slowBatch = slow.NewBatch();
        await using (var unit = await store.BeginAsync(cancellationToken))
        {
            if (ids is null)
                await slow.ReleaseAsync(unit, slowBatch, cancellationToken);
            var due = ids is null
                ? await unit.EnrollmentClaims.ClaimAsync(now, max, cancellationToken)
                : await unit.EnrollmentClaims.ClaimAsync(ids, now, cancellationToken);
            if (due.Count == 0)
                return;
            foreach (var enrollment in due)
                claimed.Add(enrollment.Id);
            if (ids is null)
                run.IsFull = due.Count >= max;
            result = await batches.DecideAsync(unit, due, now, answer: null, cancellationToken);
            if (!result.Changes.IsEmpty)
                await unit.ApplyAsync(result.Changes, cancellationToken);
            await slowBatch.LeaseAsync(unit, result.Slow, now, cancellationToken);
            await unit.CommitAsync(cancellationToken);
        }
        run.Add(result);
        Telemetry.RecordBatch(claimed.Count, result.Counts.Decided, Stopwatch.GetElapsedTime(started), result.Changes);
        run.HasSetAside |= slowBatch.HasSetAside;
        slow.Begin(run, slowBatch, cancellationToken);
    }

    /// <summary>
    /// The one that fails alone: later again, and after some hours Failed. Its own step is not decided, so that nothing of it can fail a second time. Where even that cannot be written the row stays due; it
    /// must not keep the others from going on.
    /// </summary>
    private async Task PutOffAsync(BatchRun run, EnrollmentId id, Exception why, CancellationToken cancellationToken)
    {
        LogPoison(logger, why, id);
        var now = time.GetUtcNow().ToMicroseconds();
        try
        {
            run.Begin();
            await using var unit = await store.BeginAsync(cancellationToken);
            if (await unit.EnrollmentClaims.ClaimAsync([id], now, cancellationToken) is not [var due])
                return;
            var result = await batches.PostponeAsync(unit, due, $"Writing the step failed with {why.GetType().Name}.", now, cancellationToken);
            await run.CommitAsync(unit, result, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or TransientStoreException or OutOfMemoryException))
        {
            LogStuck(logger, exception, id);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Key} did not finish in time. It is quarantined until its plugin is fixed and the host restarts; its enrollments are Blocked."
    )]
    private static partial void LogQuarantined(ILogger logger, string key);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Key} made a batch of {Count} late, but it finished; the batch is decided once more. This can happen when code runs for the first time on a busy machine."
    )]
    private static partial void LogLate(ILogger logger, string key, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} could not be written; each half is retried separately.")]
    private static partial void LogBisected(ILogger logger, Exception exception, int count);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Enrollment {Enrollment} can be neither written nor postponed; it stays due.")]
    private static partial void LogStuck(ILogger logger, Exception exception, EnrollmentId enrollment);

    [LoggerMessage(Level = LogLevel.Error, Message = "The step of enrollment {Enrollment} could not be written; it was postponed.")]
    private static partial void LogPoison(ILogger logger, Exception exception, EnrollmentId enrollment);
}
