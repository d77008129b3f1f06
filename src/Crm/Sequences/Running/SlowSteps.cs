using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Crm.Records;
using Crm.Sequences.Steps;
using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>
/// Decides steps whose handlers need slow work: under a lease, outside any transaction; written only where lease and revision still hold. Each handler has slots of its own, so that one that is slow, or does not
/// answer at all, keeps no other waiting.
/// </summary>
internal sealed partial class SlowSteps(ISystemStore store, BatchDecider batches, RunnerOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>How much longer than the work the lease lasts, so that its outcome can be written.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private const int MaxTries = 3;

    private readonly Dictionary<string, SlowHandler> handlers = batches
        .Guard.Catalog.StepHandlers.Values.Where(handler => handler.IsSlow)
        .ToDictionary(handler => handler.Key, handler => new SlowHandler(handler.Key, options, time), StringComparer.Ordinal);

    private readonly Lock gate = new();
    private WallWait look;

    private TimeSpan Lease => options.SlowStepTimeout + Margin;

    /// <summary>What the next batch does about slow steps.</summary>
    public SlowBatch NewBatch() => new(handlers, Lease);

    /// <summary>Releases what was set aside: as much as can begin now, and everything whose time is over, whoever set it aside.</summary>
    public async Task ReleaseAsync(ISystemUnitOfWork unit, SlowBatch batch, CancellationToken cancellationToken)
    {
        if (TakeLook())
            await unit.EnrollmentClaims.ReleaseExpiredAsync(cancellationToken);
        await batch.ReleaseAsync(unit, cancellationToken);
    }

    /// <summary>Begins what a committed batch has leased, each step by itself.</summary>
    public void Begin(BatchRun run, SlowBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (enrollment, slot) in batch.Take())
            run.Slow.Add(Task.Run(() => DecideInSlotAsync(run, enrollment, slot, cancellationToken), CancellationToken.None));
    }

    private bool TakeLook()
    {
        lock (gate)
        {
            if (!look.IsOver(time))
                return false;
            look = WallWait.Begin(SlowHandler.BetweenLooks, time);
            return true;
        }
    }

    private async Task DecideInSlotAsync(BatchRun run, Enrollment leased, SlowSlot slot, CancellationToken cancellationToken)
    {
        using (slot)
            await TryDecideAsync(run, leased, slot, cancellationToken);
    }

    private async Task TryDecideAsync(BatchRun run, Enrollment leased, SlowSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await DecideAsync(run, leased, slot, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or TransientStoreException or OutOfMemoryException))
            {
                await PutOffAsync(run, leased, exception, cancellationToken);
            }
        }
        catch (ConcurrencyConflictException)
        {
            LogTooLate(logger, leased.Id);
        }
        catch (TransientStoreException exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogAway(logger, leased.Id, exception.Message); // nothing of its stack is ours
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            // Its lease ends by itself, and the step is decided again.
            LogStuck(logger, exception, leased.Id);
        }
    }

    private async Task DecideAsync(BatchRun run, Enrollment leased, SlowSlot slot, CancellationToken cancellationToken)
    {
        // This process may have been suspended: the handler is asked only while the lease is ours, for as long as the work may take.
        if (!await RenewAsync(run, leased, cancellationToken))
        {
            LogTooLate(logger, leased.Id);
            return;
        }
        var prepared = await RetryAsync(() => PrepareAsync(run, leased, cancellationToken));
        var answer = prepared is null ? ObstacleGone : await AskAsync(prepared, slot, cancellationToken);
        // The answer stays whatever is missing for writing it: nobody is asked twice.
        if (
            !await RetryAsync(() =>
                answer is null ? SetAsideAsync(run, leased, slot.Handler, cancellationToken) : WriteAsync(run, leased, answer, cancellationToken)
            )
        )
            LogTooLate(logger, leased.Id);
    }

    private static StepDecision ObstacleGone() => new StepDecision.Retry(TimeSpan.FromSeconds(30), "The obstacle is gone.");

    private async Task<bool> RenewAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        var isHeld = await unit.EnrollmentClaims.RenewLeaseAsync(leased, Lease, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return isHeld;
    }

    /// <summary>What passes by itself, or when it is known, is tried again: a database that does not answer, rows that were changed meanwhile, plugins' code that was late or is quarantined now.</summary>
    private async Task<T> RetryAsync<T>(Func<Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (attempt < MaxTries && exception is TransientStoreException or ConcurrencyConflictException)
            {
                continue;
            }
            catch (PluginRun.OverrunException overrun) when (attempt < MaxTries)
            {
                if (await overrun.EndsAsync() is (false, { } key))
                    batches.Guard.Quarantine(key);
            }
        }
    }

    private async Task<PreparedStep?> PrepareAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        return await batches.PrepareAsync(unit, leased, time.GetUtcNow().ToMicroseconds(), cancellationToken);
    }

    /// <returns>The answer, or how the handler failed; null for a failure during an outage, which does not count against the enrollment.</returns>
    private async Task<Func<StepDecision>?> AskAsync(PreparedStep prepared, SlowSlot slot, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.SlowStepTimeout);
        slot.Ask();
        // A thread of its own: what a handler does before it first awaits is not to be waited for either.
        var begun = Task.Factory.StartNew(
            () => prepared.Handler.Slow!.DecideAsync(prepared.Context, prepared.Settings, limit.Token).AsTask(),
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );
        try
        {
            var decision = await begun.Unwrap().WaitAsync(limit.Token);
            NoteSuccess(slot.Handler);
            return () => decision;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await ((Task)begun).WaitAsync(options.DecisionTimeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var counts = true;
            if (!begun.IsCompleted)
                batches.Guard.Quarantine(prepared.Handler.Key);
            else
                counts = CountFailure(slot.Handler, prepared.Enrollment.Id);
            return counts ? () => throw new TimeoutException($"The handler did not finish within {options.SlowStepTimeout}.") : null;
        }
        // Whatever it canceled by itself, such as its own call that took too long, is an error like any other.
        catch (Exception exception)
            when (exception is not OutOfMemoryException && (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            if (StepDecider.Blocks(exception))
            {
                NoteSuccess(slot.Handler);
            }
            else if (!CountFailure(slot.Handler, prepared.Enrollment.Id))
            {
                batches.Guard.Catalog.ReportFailure(prepared.Handler.Key, exception, $"enrollment {prepared.Enrollment.Id}");
                return null;
            }
            // As it was thrown: the log names the handler's line.
            var thrown = ExceptionDispatchInfo.Capture(exception);
            return () =>
            {
                thrown.Throw();
                throw new UnreachableException();
            };
        }
    }

    private void NoteSuccess(SlowHandler handler)
    {
        if (handler.Succeed() is { } since)
            LogBack(logger, handler.Key, TimeSpan.FromSeconds(Math.Round((time.GetUtcNow() - since).TotalSeconds)));
    }

    private bool CountFailure(SlowHandler handler, EnrollmentId enrollment)
    {
        var (counts, opens) = handler.Fail(enrollment);
        if (opens)
            LogOutage(logger, handler.Key, SlowHandler.OpensAt);
        return counts;
    }

    /// <summary>The call failed during an outage: the enrollment waits as before.</summary>
    /// <returns>False where somebody else has it, or has moved it.</returns>
    private async Task<bool> SetAsideAsync(BatchRun run, Enrollment leased, SlowHandler handler, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        var aside = SlowBatch.TimeAside(leased.DueAt ?? time.GetUtcNow(), time.GetUtcNow());
        // The renewal locks the row where it is still ours.
        if (!await unit.EnrollmentClaims.RenewLeaseAsync(leased, aside, cancellationToken))
            return false;
        await unit.EnrollmentClaims.SetAsideAsync([leased.Id], handler.Key, aside, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        handler.NoteWaiting();
        return true;
    }

    /// <summary>Stop rules are asked once more with fresh rows: while a model was thinking the person may have opted out.</summary>
    /// <returns>False where somebody else has it, or has moved it.</returns>
    private async Task<bool> WriteAsync(BatchRun run, Enrollment leased, Func<StepDecision> answer, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await AsLeasedAsync(unit, leased, cancellationToken) is not { } now)
            return false;
        var result = await batches.DecideAsync(unit, [now], time.GetUtcNow().ToMicroseconds(), answer, cancellationToken);
        await run.CommitAsync(unit, result, cancellationToken);
        return true;
    }

    private async Task PutOffAsync(BatchRun run, Enrollment leased, Exception why, CancellationToken cancellationToken)
    {
        LogPoison(logger, why, leased.Id);
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await AsLeasedAsync(unit, leased, cancellationToken) is not { } now)
        {
            LogTooLate(logger, leased.Id);
            return;
        }
        var words = $"The slow step could not be written: {why.GetType().Name}.";
        var result = await batches.PostponeAsync(unit, now, words, time.GetUtcNow().ToMicroseconds(), cancellationToken);
        await run.CommitAsync(unit, result, cancellationToken);
    }

    private static async Task<Enrollment?> AsLeasedAsync(ILookups stores, Enrollment leased, CancellationToken cancellationToken) =>
        await stores.Sequences.GetEnrollmentsAsync([leased.Id], cancellationToken) is [var now] && now.Fence == leased.Fence && now.Revision == leased.Revision
            ? now
            : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "The slow step of enrollment {Enrollment} could not be written; it was postponed.")]
    private static partial void LogPoison(ILogger logger, Exception exception, EnrollmentId enrollment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The slow step of enrollment {Enrollment} is waiting for the database and will be decided again: {Why}")]
    private static partial void LogAway(ILogger logger, EnrollmentId enrollment, string why);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The slow step of enrollment {Enrollment} was neither written nor postponed; it is decided again when its lease expires."
    )]
    private static partial void LogStuck(ILogger logger, Exception exception, EnrollmentId enrollment);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The slow step of enrollment {Enrollment} was decided too late: another worker has it; the decision is discarded."
    )]
    private static partial void LogTooLate(ILogger logger, EnrollmentId enrollment);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The slow handler {Handler} failed or did not answer for {Count} enrollments in a row: its enrollments wait, and one is tried every 30 seconds; another line is logged when it works again."
    )]
    private static partial void LogOutage(ILogger logger, string handler, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The slow handler {Handler} works again, after {Lasted}: the enrollments that waited are decided.")]
    private static partial void LogBack(ILogger logger, string handler, TimeSpan lasted);
}
