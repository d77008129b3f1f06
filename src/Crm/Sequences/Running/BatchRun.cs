using Crm.Sequences.Steps;

namespace Crm.Sequences.Running;

/// <summary>One run: its counts, from several threads, and the slow steps that it has begun.</summary>
internal sealed class BatchRun
{
    private readonly Lock gate = new();
    private readonly HashSet<string> forgiven = [];

    public RunnerCounts Counts { get; private set; } = new();

    /// <summary>Whether as many were due as were asked for: perhaps more are.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether some steps were set aside, since their handlers had no free slot: others may be due behind them.</summary>
    public bool HasSetAside { get; set; }

    /// <summary>Slow steps that have begun.</summary>
    public List<Task> Slow { get; } = [];

    /// <summary>Ends when the slow steps that have begun are written.</summary>
    public Task SlowAsync() => Task.WhenAll(Slow);

    /// <summary>A transaction is opened.</summary>
    public void Begin()
    {
        lock (gate)
            Counts = Counts with { Transactions = Counts.Transactions + 1 };
    }

    /// <summary>Whether this is the first time in this run that a handler or rule was late.</summary>
    public bool IsFirstOffence(string key) => forgiven.Add(key);

    /// <summary>A batch is committed.</summary>
    public void Add(BatchResult result)
    {
        lock (gate)
            Counts = Counts.Plus(result.Counts);
    }

    /// <summary>Writes and commits a batch.</summary>
    public async Task CommitAsync(ISystemUnitOfWork unit, BatchResult result, CancellationToken cancellationToken)
    {
        await unit.ApplyAsync(result.Changes, isLast: true, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        Add(result);
    }
}
