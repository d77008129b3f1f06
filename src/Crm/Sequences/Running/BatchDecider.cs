using Crm.Plugins;
using Crm.Sequences.Steps;

namespace Crm.Sequences.Running;

/// <summary>Decides a batch in three phases: decide (plugins' code, touches no row), gather (what the verdicts need, one set-based read), carry out (rows). One per host; safe for all threads.</summary>
internal sealed class BatchDecider(PluginGuard guard, BatchLoader loader, StepDecider decider)
{
    /// <summary>Which handlers and rules there are, and which are out of use.</summary>
    public PluginGuard Guard { get; } = guard;

    /// <summary>Reads what deciding takes.</summary>
    public Task<BatchData> LoadAsync(ILookups stores, IReadOnlyList<Enrollment> enrollments, DateTimeOffset now, CancellationToken cancellationToken) =>
        loader.LoadAsync(stores, enrollments, now, cancellationToken);

    /// <summary>Decides enrollments.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="data">What they are decided from.</param>
    /// <param name="due">As they were claimed.</param>
    /// <param name="limit">How long plugins' code may take.</param>
    /// <param name="answer">What a slow handler answered, or its exception; null: fast handlers decide now.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <exception cref="PluginRun.OverrunException">Plugins' code did not finish in time.</exception>
    public async Task<BatchResult> DecideAsync(
        ISystemUnitOfWork unit,
        BatchData data,
        IReadOnlyList<Enrollment> due,
        TimeSpan limit,
        Func<StepDecision>? answer,
        CancellationToken cancellationToken
    )
    {
        var run = new PluginRun();
        var verdicts = new List<StepVerdict>(due.Count);
        await run.RunAsync(due, enrollment => verdicts.Add(decider.Decide(data, run, enrollment, answer)), limit);
        var gathered = await loader.GatherAsync(unit, data, verdicts, cancellationToken);
        var result = new BatchResult(unit, data.Now, cancellationToken);
        var writer = new StepWriter(Guard, data, gathered, run, result);
        // Eligibility rules and activity types are plugins' code too; nothing else that is carried out is.
        if (gathered.Enrolling is not null || gathered.ActivityRules.Count > 0)
            await run.RunAsync(verdicts, writer.Write, limit);
        else
            verdicts.ForEach(writer.Write);
        await NewOwners.ReassignWorkAsync(unit, result.WorkOf, result.Changes, result.NewOwners, cancellationToken);
        return result;
    }

    /// <summary>Prepares a slow step for its handler.</summary>
    /// <returns>The step; null where something stands in its way.</returns>
    public async Task<PreparedStep?> PrepareAsync(BatchData data, Enrollment leased, TimeSpan limit)
    {
        var run = new PluginRun();
        StepVerdict? verdict = null;
        await run.RunAsync([leased], enrollment => verdict = decider.Prepare(data, run, enrollment), limit);
        return (verdict as StepVerdict.Ready)?.Step;
    }

    /// <summary>Puts off the one whose step cannot be written: later again, and after some hours Failed. Nothing of the step itself is decided, so that nothing of it can fail a second time.</summary>
    public async Task<BatchResult> PostponeAsync(ISystemUnitOfWork unit, Enrollment due, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var data = await BatchLoader.LoadForPostponingAsync(unit, due, now, cancellationToken);
        var result = new BatchResult(unit, now, cancellationToken);
        new StepWriter(Guard, data, new GatheredData(), new PluginRun(), result).Write(new StepVerdict.PutOff(due, why));
        return result;
    }
}
