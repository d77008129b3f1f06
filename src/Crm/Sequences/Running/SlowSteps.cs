using Crm.Hosting;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Microsoft.Extensions.Logging;

namespace Crm.Sequences;

/// <summary>Decides steps whose handlers need slow work: under a lease, outside any transaction; written only where lease and revision still hold.</summary>
internal sealed partial class SlowSteps(ICrmStore store, StepEngine engine, RunnerOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>So much longer than the work may take does the lease hold, to write what came of it.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private const int AtOnce = 8;

    /// <summary>Whether an enrollment's step is decided by a slow handler; one without a handler, or quarantined, is blocked the fast way.</summary>
    public bool IsSlow(Enrollment enrollment, EnrollmentMaterial material) =>
        enrollment.State != EnrollmentState.Paused // its date is reached: it is only woken
        && material.Versions.TryGetValue(enrollment.Version, out var version)
        && version.IndexOf(enrollment.StepKey) is >= 0 and var index
        && engine.Catalog.StepHandlers.TryGetValue(version.Steps[index].Type, out var handler)
        && handler.IsSlow
        && engine.WhyQuarantined(handler.Key) is null;

    /// <summary>Decides leased enrollments, a few at once.</summary>
    public Task DecideAsync(BatchRun run, IReadOnlyList<Enrollment> leased, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            leased,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (enrollment, token) => await DecideAsync(run, enrollment, token)
        );

    private async Task DecideAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        var material = await ReadAsync(run, leased, cancellationToken);
        var asked = new StepOutcomes();
        var started =
            leased.State == EnrollmentState.Pending ? leased with { State = EnrollmentLifecycle.Next(leased.State, EnrollmentTrigger.Start) } : leased;
        var decider = new StepDecider(engine, material, asked);
        var prepared = decider.Prepare(started, new StepEffects(engine, material, asked, started));
        var answer = prepared is null ? null : await AskAsync(prepared, cancellationToken);
        try
        {
            await WriteAsync(run, leased, answer, cancellationToken);
        }
        catch (RecordRulesMissingException)
        {
            await WriteAsync(run, leased, answer, cancellationToken); // the answer stays: only what it is written with was missing
        }
    }

    private async Task<EnrollmentMaterial> ReadAsync(BatchRun run, Enrollment leased, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginSystemAsync(cancellationToken);
        return await EnrollmentReading.ForStepsAsync(unit, engine, [leased], time.GetUtcNow().ToMicroseconds(), cancellationToken);
    }

    private async Task<Func<StepDecision>> AskAsync(PreparedStep prepared, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.SlowTime);
        try
        {
            var decision = await prepared.Handler.Slow!.DecideAsync(prepared.Context, prepared.Settings.Settings, limit.Token).AsTask().WaitAsync(limit.Token);
            return () => decision;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return () => throw new TimeoutException($"The handler did not answer within {options.SlowTime}.");
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            return () => throw exception;
        }
    }

    /// <summary>Stop rules are asked once more with fresh rows: while a model was thinking the person may have opted out.</summary>
    private async Task WriteAsync(BatchRun run, Enrollment leased, Func<StepDecision>? answer, CancellationToken cancellationToken)
    {
        run.Begin();
        await using var unit = await store.BeginSystemAsync(cancellationToken);
        var stored = await unit.Sequences.GetEnrollmentsAsync([leased.Id], cancellationToken);
        if (stored is not [var now] || now.Fence != leased.Fence || now.Revision != leased.Revision)
        {
            LogTooLate(logger, leased.Id);
            return;
        }
        var material = await EnrollmentReading.ForStepsAsync(unit, engine, [now], time.GetUtcNow().ToMicroseconds(), cancellationToken);
        var outcomes = new StepOutcomes();
        var decider = new StepDecider(engine, material, outcomes);
        decider.Decide(now, answer ?? (() => StepDecision.RetryAfter(TimeSpan.FromSeconds(30), "What stood in the way is gone.")));
        await StepAftermath.EnrollAsync(unit, engine, material, outcomes, decider, new Watchdog(options.ThinkTime), cancellationToken);
        await StepAftermath.CompleteAsync(unit, material, outcomes, cancellationToken);
        try
        {
            await unit.ApplyAsync(outcomes.Changes, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            run.Add(outcomes);
        }
        catch (ConcurrencyConflictException)
        {
            LogTooLate(logger, leased.Id);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The slow step of enrollment {Enrollment} was decided too late: somebody else has it; the decision is thrown away."
    )]
    private static partial void LogTooLate(ILogger logger, EnrollmentId enrollment);
}
