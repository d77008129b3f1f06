using Crm.Messages;

namespace Crm.Stores;

/// <summary>Reads the ledger of outbound messages, mailboxes and suppressions, by id or tenant.</summary>
public interface IMessageLookup
{
    /// <summary>Messages by id.</summary>
    Task<IReadOnlyList<Message>> GetAsync(IReadOnlyCollection<MessageId> ids, CancellationToken cancellationToken);

    /// <summary>Messages of enrollments, oldest first.</summary>
    Task<IReadOnlyList<Message>> GetOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Messages of enrollments that have not left and may be taken back, oldest first: drafts, approved ones, queued ones.</summary>
    Task<IReadOnlyList<Message>> GetUnsentOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Messages that left for enrollments, oldest first, without their texts: those may have a megabyte each.</summary>
    Task<IReadOnlyList<ThreadMessage>> GetThreadsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Mailboxes of some tenants, inactive ones too.</summary>
    Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Suppressions of everything, of whatever topic, to addresses of a channel: at most one for each address and tenant.</summary>
    Task<IReadOnlyList<Suppression>> GetSuppressionsAsync(
        IReadOnlyCollection<TenantId> tenants,
        string channel,
        IReadOnlyCollection<string> addressHashes,
        CancellationToken cancellationToken
    );
}
