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

    /// <summary>The outcome of a delivery is recorded.</summary>
    public void Count(string channel, SendResult result)
    {
        var (outcome, change) = result switch
        {
            SendResult.Accepted => ("sent", counts => counts with { Sent = counts.Sent + 1 }),
            SendResult.Deferred => ("deferred", counts => counts with { Deferred = counts.Deferred + 1 }),
            SendResult.Refused => ("failed", counts => counts with { Failed = counts.Failed + 1 }),
            SendResult.MailboxRefused => ("held", counts => counts with { Held = counts.Held + 1 }),
            _ => ("unknown", (Func<SenderCounts, SenderCounts>)(counts => counts with { Unknown = counts.Unknown + 1 })),
        };
        Add(change);
        Telemetry.CountMessage(channel, outcome);
    }

    /// <summary>A message did not pass the gate.</summary>
    public void CountStopped(string channel, bool isHeld)
    {
        Add(counts => isHeld ? counts with { Held = counts.Held + 1 } : counts with { Cancelled = counts.Cancelled + 1 });
        Telemetry.CountMessage(channel, isHeld ? "held" : "cancelled");
    }
}
