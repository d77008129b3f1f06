namespace Crm.Ledger;

/// <summary>Something that happened to a message.</summary>
/// <param name="Trigger">What.</param>
/// <param name="Reason">Why, in words; null where the state says enough.</param>
/// <param name="ServerReply">The server's words; null: what it said last stays.</param>
/// <param name="IsAttempt">Whether it counts as an attempt to send.</param>
internal sealed record MessageMove(MessageTrigger Trigger, string? Reason = null, string? ServerReply = null, bool IsAttempt = false)
{
    /// <summary>Not to be sent before this moment, in UTC; null in all states but Queued.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the server took it, in UTC; null: no change.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
