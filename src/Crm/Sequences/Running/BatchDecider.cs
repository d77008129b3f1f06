using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;
using Microsoft.Extensions.Options;

namespace Crm.Sequences.Running;

/// <summary>
/// Decides a batch: reads what that takes, and then in three phases decides (plugins' code, touches no row), gathers (what the verdicts need, one set-based read) and carries out (rows). One per host;
/// safe for all threads.
/// </summary>
internal sealed class BatchDecider(PluginGuard guard, PublishedSequences versions, StepDecider decider, IOptions<RunnerOptions> options)
{
    /// <summary>Which handlers and rules there are, and which are out of use.</summary>
    public PluginGuard Guard { get; } = guard;

    /// <summary>Whether a plugin brings stop rules, or brought some that cannot be evaluated now.</summary>
    public bool HasStopRules => Guard.HasStopRules;

    private TimeSpan Limit => options.Value.DecisionTimeout;

    /// <summary>Decides enrollments.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="due">As they were claimed.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="answer">What a slow handler answered, or its exception; null: fast handlers decide now, and those with a slow one are named in <see cref="BatchResult.Slow"/>.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="PluginRun.OverrunException">Plugins' code did not finish in time.</exception>
    public async Task<BatchResult> DecideAsync(
        ISystemUnitOfWork unit,
        IReadOnlyList<Enrollment> due,
        DateTimeOffset now,
        Func<StepDecision>? answer,
        CancellationToken cancellationToken
    )
    {
        await Guard.Memory.RememberOnceAsync(unit, cancellationToken);
        await decider.Recovery.LearnAsync(unit, cancellationToken);
        var data = await BatchData.LoadAsync(unit, versions, Guard.Catalog, due, now, cancellationToken);
        var run = new PluginRun();
        var verdicts = new List<StepVerdict>(due.Count);
        await run.RunAsync(due, enrollment => verdicts.Add(decider.Decide(data, run, enrollment, answer)), Limit);
        var slow = verdicts.OfType<StepVerdict.Ready>().Select(ready => ready.Step).ToList();
        if (slow.Count > 0)
            verdicts.RemoveAll(verdict => verdict is StepVerdict.Ready);
        var gathered = await GatheredData.LoadAsync(unit, versions, Guard.Catalog, data, verdicts, cancellationToken);
        var result = new BatchResult(unit, now, cancellationToken) { Slow = slow };
        var writer = new StepWriter(Guard, data, gathered, run, result);
        // Eligibility rules and activity types are plugins' code too; nothing else that is carried out is.
        if (gathered.Enrolling is not null || gathered.ActivityRules.Count > 0)
            await run.RunAsync(verdicts, writer.Write, Limit);
        else
            verdicts.ForEach(writer.Write);
        await NewOwners.ReassignWorkAsync(unit, result.WorkOf, result.Changes, result.NewOwners, cancellationToken);
        return result;
    }

    /// <summary>Prepares a slow step for its handler.</summary>
    /// <returns>The step; null where something stands in its way.</returns>
    /// <exception cref="PluginRun.OverrunException">Plugins' code did not finish in time.</exception>
    public async Task<PreparedStep?> PrepareAsync(ILookups stores, Enrollment leased, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Guard.Memory.LearnAsync(stores, cancellationToken);
        var data = await BatchData.LoadAsync(stores, versions, Guard.Catalog, [leased], now, cancellationToken);
        var run = new PluginRun();
        StepVerdict? verdict = null;
        await run.RunAsync([leased], enrollment => verdict = decider.Prepare(data, run, enrollment), Limit);
        return (verdict as StepVerdict.Ready)?.Step;
    }

    /// <summary>Looks once more, for a use case, at what comes before the handler of a step that waits.</summary>
    /// <returns><see cref="StepVerdict.Ready"/>, or what stands in the way.</returns>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time; it is quarantined.</exception>
    public async Task<StepVerdict> PrepareAsync(Work work, Enrollment waiting)
    {
        StepVerdict? verdict = null;
        await AskAsync(work, waiting, (data, run) => verdict = decider.Prepare(data, run, waiting));
        return verdict!;
    }

    /// <summary>Asks suppression and stop rules about an enrollment.</summary>
    /// <returns>Null where nothing stops it.</returns>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time; it is quarantined.</exception>
    public async Task<StopVerdict?> AskRulesAsync(Work work, Enrollment waiting)
    {
        StopVerdict? verdict = null;
        await AskAsync(
            work,
            waiting,
            (data, run) =>
            {
                if (data.Live(waiting.Record) is not null)
                    verdict = data.SuppressionOf(waiting) is { } suppression ? StopVerdict.Of(suppression) : StopRules.Ask(Guard, data, run, waiting);
            }
        );
        return verdict;
    }

    /// <summary>Puts off the one whose step cannot be written: later again, and after some hours Failed. Nothing of the step itself is decided, so that nothing of it can fail a second time.</summary>
    public async Task<BatchResult> PostponeAsync(ISystemUnitOfWork unit, Enrollment due, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var data = await BatchData.LoadForPostponingAsync(unit, due, now, cancellationToken);
        var result = new BatchResult(unit, now, cancellationToken);
        new StepWriter(Guard, data, GatheredData.None, new PluginRun(), result).Write(new StepVerdict.PutOff(due, why));
        return result;
    }

    private async Task AskAsync(Work work, Enrollment waiting, Action<BatchData, PluginRun> ask)
    {
        await Guard.Memory.LearnAsync(work.Stores, work.Cancellation);
        var data = await BatchData.LoadAsync(work.Stores, versions, Guard.Catalog, [waiting], work.Now, work.Cancellation);
        var run = new PluginRun();
        await Guard.RunAsync(run, [waiting], _ => ask(data, run));
    }
}
