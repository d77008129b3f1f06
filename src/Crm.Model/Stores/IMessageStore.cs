using Crm.Messages;

namespace Crm.Stores;

/// <summary>Reads the ledger of outbound messages, mailboxes and suppressions.</summary>
public interface IMessageStore : IMessageLookup
{
    /// <summary>A page of messages, newest first.</summary>
    Task<Page<Message>> ListAsync(MessageFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many messages stand in each state; states without any are left out.</summary>
    Task<IReadOnlyDictionary<MessageState, int>> CountAsync(CancellationToken cancellationToken);

    /// <summary>How many messages were queued before a moment and are due, but are neither held nor claimed by a sender.</summary>
    /// <param name="queuedBefore">The moment, in UTC.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<int> CountLateAsync(DateTimeOffset queuedBefore, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Suppressions of everything, of whatever topic, to addresses of a channel: at most one for each address.</summary>
    Task<IReadOnlyList<Suppression>> GetSuppressionsAsync(string channel, IReadOnlyCollection<string> addressHashes, CancellationToken cancellationToken);

    /// <summary>A page of suppressions of everything, of whatever topic, by hash and channel.</summary>
    Task<Page<Suppression>> ListSuppressionsAsync(SuppressionFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>A mailbox's messages that failed for a reason since the last one that was accepted, newest first.</summary>
    /// <param name="mailbox">The mailbox.</param>
    /// <param name="reason">The messages' <see cref="Message.Reason"/>.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<RefusedMessage>> GetRefusedInARowAsync(MailboxId mailbox, string reason, int max, CancellationToken cancellationToken);

    /// <summary>All templates, by name.</summary>
    Task<IReadOnlyList<MailTemplate>> GetTemplatesAsync(CancellationToken cancellationToken);

    /// <summary>All mailboxes.</summary>
    Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(CancellationToken cancellationToken);
}
