using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Crm.Records;
using Crm.Sequences.Steps;
using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>Decides steps whose handlers need slow work: under a lease, outside any transaction; written only where lease and revision still hold.</summary>
internal sealed partial class SlowSteps(ISystemStore store, BatchDecider batches, RunnerOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>So much longer than the work may take does the lease hold, to write what came of it.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>So long are those out of the way that nobody begins just now.</summary>
    public static readonly TimeSpan SetAside = TimeSpan.FromSeconds(30);

    private const int AtOnce = 8;
    private const int MaxTries = 3;

    /// <summary>Decides leased enrollments, a few at once. One that fails does so alone.</summary>
    public Task DecideAsync(BatchRun run, IReadOnlyList<Enrollment> leased, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            leased,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (enrollment, token) => await TryDecideAsync(run, enrollment, token)
        );

    private async Task TryDecideAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await DecideAsync(run, leased, cancellationToken);
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

    private async Task DecideAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        // Others were before it: only who holds it still, for the whole time that the work may take, asks.
        if (!await RenewAsync(run, leased, cancellationToken))
        {
            LogTooLate(logger, leased.Id);
            return;
        }
        var prepared = await RetryAsync(() => PrepareAsync(run, leased, cancellationToken));
        var answer = prepared is null ? null : await AskAsync(prepared, cancellationToken);
        // The answer stays whatever is missing for writing it: nobody is asked twice.
        if (!await RetryAsync(() => WriteAsync(run, leased, answer, cancellationToken)))
            LogTooLate(logger, leased.Id);
    }

    private async Task<bool> RenewAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        var isHeld = await unit.EnrollmentClaims.RenewLeaseAsync(leased, options.SlowStepTimeout + Margin, cancellationToken);
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

    private async Task<Func<StepDecision>> AskAsync(PreparedStep prepared, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.SlowStepTimeout);
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
            return () => decision;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await ((Task)begun).WaitAsync(options.DecisionTimeout, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!begun.IsCompleted)
                batches.Guard.Quarantine(prepared.Handler.Key);
            return () => throw new TimeoutException($"The handler did not finish within {options.SlowStepTimeout}.");
        }
        catch (Exception exception)
            when (exception is not OutOfMemoryException && (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            // As it was thrown: the log names the handler's line.
            var thrown = ExceptionDispatchInfo.Capture(exception);
            return () =>
            {
                thrown.Throw();
                throw new UnreachableException();
            };
        }
    }

    /// <summary>Stop rules are asked once more with fresh rows: while a model was thinking the person may have opted out.</summary>
    /// <returns>False where somebody else has it, or has moved it.</returns>
    private async Task<bool> WriteAsync(BatchRun run, Enrollment leased, Func<StepDecision>? answer, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await AsLeasedAsync(unit, leased, cancellationToken) is not { } now)
            return false;
        var decided = answer ?? (() => new StepDecision.Retry(TimeSpan.FromSeconds(30), "The obstacle is gone."));
        var result = await batches.DecideAsync(unit, [now], time.GetUtcNow().ToMicroseconds(), decided, cancellationToken);
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
}
