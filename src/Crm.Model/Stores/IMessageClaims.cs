using Crm.Messages;

namespace Crm.Stores;

/// <summary>Hands out messages to senders; no two get the same. Business time is a parameter, leases go by the database's clock.</summary>
public interface IMessageClaims
{
    /// <summary>
    /// Claims queued messages whose moment is reached, at most a few of each mailbox, under a lease and a new fence. A mailbox of which somebody holds a message is left to them: it holds one conversation
    /// at a time. What is held anyway is left out: messages of paused or blocked enrollments, of paused sequences, and those by a person in a mailbox that may not send.
    /// </summary>
    Task<IReadOnlyList<Message>> ClaimAsync(DateTimeOffset now, MessageClaim claim, CancellationToken cancellationToken);

    /// <summary>Passes the gate in one statement: where fence and lease hold, the message is Queued, its enrollment is live and waits for it, its sequence is open, its mailbox active and its address not suppressed, the message becomes Sending, durably with the commit.</summary>
    /// <returns>The message as it is now, or what stood in the way.</returns>
    Task<GateAnswer> PassGateAsync(MessageId message, long fence, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Locks a message of this fence for recording its fate; null where somebody else has it, or it is settled. Without a fence, whoever has it and whatever became of it: for what a server says late.
    /// </summary>
    Task<Message?> LockAsync(MessageId message, long? fence, CancellationToken cancellationToken);

    /// <summary>Messages in state Sending whose lease expired: whether they were delivered is unknown. Locked until the end of this transaction.</summary>
    Task<IReadOnlyList<Message>> ClaimLostAsync(int max, CancellationToken cancellationToken);

    /// <summary>Renews the lease of a message while its sender talks.</summary>
    /// <returns>Whether the fence still holds and the message is Sending.</returns>
    Task<bool> RenewLeaseAsync(MessageId message, long fence, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Gives queued messages back that were claimed with these fences and not sent, not to be tried before a moment (UTC; null: as it was). They are not touched otherwise; what somebody else has claimed
    /// since is left alone.
    /// </summary>
    Task ReleaseAsync(IReadOnlyCollection<(MessageId Message, long Fence)> messages, DateTimeOffset? until, CancellationToken cancellationToken);
}
