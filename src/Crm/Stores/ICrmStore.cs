using Crm.Records;

namespace Crm.Stores;

/// <summary>The database, as the engine sees it. One implementation per object-relational mapper.</summary>
public interface ICrmStore
{
    /// <summary>Opens a unit of work for one tenant.</summary>
    Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken);

    /// <summary>Opens a unit of work that sees all tenants: for runner, sender, relay and set-up only.</summary>
    Task<ISystemUnitOfWork> BeginSystemAsync(Durability durability, CancellationToken cancellationToken);

    /// <summary>Opens a unit of work that sees all tenants, with <see cref="Durability.Ordinary"/>.</summary>
    Task<ISystemUnitOfWork> BeginSystemAsync(CancellationToken cancellationToken) => BeginSystemAsync(Durability.Ordinary, cancellationToken);

    /// <summary>Whether the database has the schema that this version needs.</summary>
    Task<SchemaState> GetSchemaStateAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date, under a lock; does nothing where it is.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="MigrateAsync"/> would run, for a DBA.</summary>
    string MigrationScript();
}

/// <summary>The store as use cases of one scope see it: within the host's own transaction where the scope was enlisted in one. Scoped; optional.</summary>
public interface IScopedCrmStore : ICrmStore;

/// <summary>What a unit of work is for.</summary>
public enum WorkKind
{
    /// <summary>Only reads; sees one moment.</summary>
    Read,

    /// <summary>Reads and writes.</summary>
    Write,
}

/// <summary>What a commit promises.</summary>
public enum Durability
{
    /// <summary>Nothing is torn; on SQLite the last commits before a loss of power may be missing.</summary>
    Ordinary,

    /// <summary>What was committed survives a loss of power: the sender's gate, before it speaks.</summary>
    Durable,
}

/// <summary>Whether the database has the schema that this version needs.</summary>
/// <param name="Missing">Names of migrations that have not run, in order; empty where all is well.</param>
/// <param name="Unknown">Names of migrations that ran and that this version does not know: the database is newer.</param>
public sealed record SchemaState(IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>Whether hosts may work on it.</summary>
    public bool IsCurrent => Missing.Count == 0 && Unknown.Count == 0;
}

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

/// <summary>A unit of work for one tenant.</summary>
public interface IUnitOfWork : IStores
{
    /// <summary>The tenant.</summary>
    TenantId Tenant { get; }
}

/// <summary>A unit of work over all tenants; every row carries its own.</summary>
public interface ISystemUnitOfWork : IStores
{
    /// <summary>The same as <see cref="IStores.LockAsync"/>, for one of the tenants.</summary>
    /// <param name="tenant">Whose rules.</param>
    /// <param name="name">What is guarded, such as <c>enroll</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task LockAsync(TenantId tenant, string name, CancellationToken cancellationToken);

    /// <summary>Who takes which work.</summary>
    IClaimStore Claims { get; }
}
