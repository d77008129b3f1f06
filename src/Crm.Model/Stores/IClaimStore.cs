using Crm.Events;
using Crm.Messages;
using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Hands out work to workers; no two get the same. Business time is a parameter, leases go by the database's clock.</summary>
public interface IClaimStore
{
    /// <summary>Enrollments that are due (Active, Pending whose start is reached, Paused whose date is reached), in fair share of the tenants with due work, locked until the end of this transaction. Leased ones and those of paused sequences are left out.</summary>
    Task<IReadOnlyList<Enrollment>> ClaimDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>The same for given ids; those that are locked, leased or not due any more are left out.</summary>
    Task<IReadOnlyList<Enrollment>> ClaimDueAsync(IReadOnlyCollection<EnrollmentId> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>When the next enrollment, message or event is due, in UTC; null where nothing is.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken);

    /// <summary>Leases enrollments for slow work: writes lease and fence and returns them as they are now. To be committed before the work begins.</summary>
    Task<IReadOnlyList<Enrollment>> LeaseAsync(IReadOnlyCollection<EnrollmentId> ids, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews the lease of an enrollment when its slow work begins, however long ago it was leased.</summary>
    /// <param name="leased">As it was leased.</param>
    /// <param name="lease">How long from now on.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <returns>Whether it is still as it was leased; false: another worker has it, or somebody has moved it.</returns>
    Task<bool> RenewLeaseAsync(Enrollment leased, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Claims queued messages whose moment is reached, at most a few of each mailbox, under a lease and a new fence.</summary>
    Task<IReadOnlyList<Message>> ClaimMessagesAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Passes the gate in one statement: where fence and lease hold, the message is Queued, its enrollment is live and waits for it, its sequence is open, its mailbox active and its address not suppressed, the message becomes Sending, durably with the commit.</summary>
    /// <returns>The message as it is now, or what stood in the way.</returns>
    Task<GateAnswer> PassGateAsync(MessageId message, long fence, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Locks a message of this fence for recording its fate; null where somebody else has it, or it is settled.</summary>
    Task<Message?> LockMessageAsync(MessageId message, long fence, CancellationToken cancellationToken);

    /// <summary>Messages in state Sending whose lease ended: nobody knows their fate. Locked until the end of this transaction.</summary>
    Task<IReadOnlyList<Message>> ClaimLostAsync(int max, CancellationToken cancellationToken);

    /// <summary>Renews the lease of a message while its sender talks.</summary>
    /// <returns>Whether the fence still holds and the message is Sending.</returns>
    Task<bool> RenewLeaseAsync(MessageId message, long fence, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives queued messages back that were claimed and not sent; they are not touched otherwise.</summary>
    /// <param name="messages">Ids and fences of the claim; what somebody else has claimed since is left alone.</param>
    /// <param name="until">Not before this moment, in UTC; null: as it was.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    Task ReleaseAsync(IReadOnlyCollection<(MessageId Message, long Fence)> messages, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Claims untold events, oldest first, under a lease and a new fence.</summary>
    Task<IReadOnlyList<OutboxEvent>> ClaimEventsAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Events that every subscriber and the bus had.</summary>
    Task ConfirmEventsAsync(IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claimed event back, to be told again; left alone where somebody else has claimed it since.</summary>
    /// <param name="claimed">The event as it was claimed.</param>
    /// <param name="attempts">Tries so far.</param>
    /// <param name="until">Not before this moment, in UTC.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    Task PutOffEventAsync(OutboxEvent claimed, int attempts, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Which of the events a subscriber has handled.</summary>
    Task<IReadOnlyList<InboxEntry>> GetHandledAsync(IReadOnlyCollection<CrmEventId> events, CancellationToken cancellationToken);
}
