namespace Crm.Stores;

/// <summary>The stores of one tenant within a transaction. Not thread-safe.</summary>
public interface IStores : ILookups
{
    /// <summary>The tenant itself, members, teams and what it has set.</summary>
    new ITenancyStore Tenancy { get; }

    /// <summary>Leads, contacts, companies, deals.</summary>
    new IRecordStore Records { get; }

    /// <summary>Activities and timelines.</summary>
    new IActivityStore Activities { get; }

    /// <summary>Sequences and enrollments.</summary>
    new ISequenceStore Sequences { get; }

    /// <summary>Outbound messages, mailboxes, suppressions.</summary>
    new IMessageStore Messages { get; }

    /// <summary>Audit, idempotency.</summary>
    IAuditStore Audit { get; }

    /// <summary>Events that subscribers have not handled.</summary>
    IEventStore Events { get; }

    ITenancyLookup ILookups.Tenancy => Tenancy;

    IRecordLookup ILookups.Records => Records;

    IActivityLookup ILookups.Activities => Activities;

    ISequenceLookup ILookups.Sequences => Sequences;

    IMessageLookup ILookups.Messages => Messages;

    /// <summary>Makes later units of work of the tenant that ask for the same name wait until this one has ended: for rules over several rows that no unique key holds, such as <c>enroll</c>.</summary>
    Task LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a set of the tenant's changes, set-based; may be called several times before the commit.</summary>
    /// <exception cref="ArgumentException">A row is another tenant's.</exception>
    /// <exception cref="ConcurrencyConflictException">A stored revision is not the one before.</exception>
    /// <exception cref="UniqueViolationException">A unique key is taken.</exception>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken);
}
