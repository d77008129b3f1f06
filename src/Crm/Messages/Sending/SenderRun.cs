namespace Crm.Messages.Sending;

/// <summary>Counts of one run, from several threads.</summary>
internal sealed class SenderRun
{
    private readonly Lock gate = new();

    public SenderCounts Counts { get; private set; } = new();

    public void Add(Func<SenderCounts, SenderCounts> change)
    {
        lock (gate)
            Counts = change(Counts);
    }

    /// <summary>A transaction is opened.</summary>
    public void Begin() => Add(counts => counts with { Transactions = counts.Transactions + 1 });
}
