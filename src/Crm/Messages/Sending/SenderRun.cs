namespace Crm.Messages.Sending;

/// <summary>One run of the sender: its counts, from several threads, and the frame of each of its decisions.</summary>
internal sealed class SenderRun
{
    /// <summary>Who acts where no person does.</summary>
    public static readonly Actor Actor = Actor.System("sender");

    private readonly Lock gate = new();

    public SenderCounts Counts { get; private set; } = new();

    public void Add(Func<SenderCounts, SenderCounts> change)
    {
        lock (gate)
            Counts = change(Counts);
    }

    /// <summary>The frame in which the sender decides about one message.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="message">The message as it is stored; what led to it leads to all that is decided.</param>
    /// <param name="action">The action's name in the audit, such as <c>message.record</c>.</param>
    /// <param name="time">The clock.</param>
    public static Work WorkOf(ISystemUnitOfWork unit, Message message, string action, TimeProvider time) =>
        new(
            unit.For(message.Tenant),
            new WorkOrigin(message.Tenant, Actor, action, message.Causes, time.GetUtcNow().ToMicroseconds()),
            Access.Of(Actor, []),
            new ChangeSet(),
            CancellationToken.None
        );

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
