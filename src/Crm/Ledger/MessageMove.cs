namespace Crm.Ledger;

/// <summary>Something that happened to a message.</summary>
/// <param name="Trigger">What.</param>
internal sealed record MessageMove(MessageTrigger Trigger)
{
    /// <summary>Why, in words; null where the state says enough.</summary>
    public string? Reason { get; init; }

    /// <summary>The server's words; null: what it said last stays.</summary>
    public string? ServerReply { get; init; }

    /// <summary>Whether it counts as an attempt to send.</summary>
    public bool IsAttempt { get; init; }

    /// <summary>Not to be sent before this moment, in UTC; null in all states but Queued.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the server took it, in UTC; null: no change.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
