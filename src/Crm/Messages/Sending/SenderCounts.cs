namespace Crm.Messages;

/// <summary>What one run of the sender came to.</summary>
public sealed record SenderCounts
{
    /// <summary>Messages that were claimed.</summary>
    public int Claimed { get; init; }

    /// <summary>Of them: accepted by the server.</summary>
    public int Sent { get; init; }

    /// <summary>Of them: put off after a refusal for now.</summary>
    public int Deferred { get; init; }

    /// <summary>Of them: refused for good.</summary>
    public int Failed { get; init; }

    /// <summary>Of them: cancelled at the gate.</summary>
    public int Cancelled { get; init; }

    /// <summary>Of them: still queued, for a pause or a mailbox that may not send.</summary>
    public int Held { get; init; }

    /// <summary>Messages whose fate nobody knows: no answer, or a sender that died.</summary>
    public int Unknown { get; init; }

    /// <summary>Transactions that it took.</summary>
    public int Transactions { get; init; }

    /// <summary>Whether anything was done.</summary>
    public bool IsIdle => Claimed == 0 && Unknown == 0;
}
