namespace Crm.Stores;

/// <summary>The stores within one transaction. Not thread-safe. Disposing without commit rolls back.</summary>
public interface IStores : IAsyncDisposable
{
    /// <summary>Tenants, members, teams and what a tenant has set.</summary>
    ITenancyStore Tenancy { get; }

    /// <summary>Leads, contacts, companies, deals.</summary>
    IRecordStore Records { get; }

    /// <summary>Activities and timelines.</summary>
    IActivityStore Activities { get; }

    /// <summary>Sequences and enrollments.</summary>
    ISequenceStore Sequences { get; }

    /// <summary>Outbound messages, mailboxes, suppressions.</summary>
    IMessageStore Messages { get; }

    /// <summary>Audit, idempotency.</summary>
    IAuditStore Audit { get; }

    /// <summary>Makes later units of work of the tenant that ask for the same name wait until this one has ended: for rules over several rows that no unique key holds.</summary>
    /// <param name="name">What is guarded, such as <c>enroll</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a set of changes, set-based; may be called several times before the commit.</summary>
    /// <exception cref="ConcurrencyConflictException">A stored revision is not the one before.</exception>
    /// <exception cref="UniqueViolationException">A unique key is taken.</exception>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken);

    /// <summary>Commits. Refuses, with <see cref="InvalidOperationException"/>, changes that came without an audit row.</summary>
    /// <exception cref="TransientStoreException">The database refused it: nothing was written, trying again may help.</exception>
    /// <exception cref="CommitUnknownException">The answer was lost.</exception>
    Task CommitAsync(CancellationToken cancellationToken);
}
