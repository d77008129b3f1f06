namespace Crm.Stores;

/// <summary>A transaction over all tenants; every row carries its own. Not thread-safe. Disposing without commit rolls back.</summary>
public interface ISystemUnitOfWork : ILookups, IAsyncDisposable
{
    /// <summary>Who takes which enrollments.</summary>
    IEnrollmentClaims EnrollmentClaims { get; }

    /// <summary>Who takes which messages.</summary>
    IMessageClaims MessageClaims { get; }

    /// <summary>Who takes which events.</summary>
    IEventClaims EventClaims { get; }

    /// <summary>Hands out events on their way to subscribers.</summary>
    IDeliveryClaims DeliveryClaims { get; }

    /// <summary>Deletes what is old.</summary>
    IRetentionStore Retention { get; }

    /// <summary>Accounts with which people sign in.</summary>
    IAccountStore Accounts { get; }

    /// <summary>What the installation knows about itself.</summary>
    new IInstallationStore Installation { get; }

    IInstallationLookup ILookups.Installation => Installation;

    /// <summary>The stores of one tenant within this transaction.</summary>
    IStores For(TenantId tenant);

    /// <summary>When the next enrollment, message or event is due, in UTC; null where nothing is.</summary>
    Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken);

    /// <summary>How much is due at a moment of business time and not done, whoever holds it. Reads as much as it counts: for observers, not for decisions.</summary>
    Task<DueCounts> CountDueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What blocks enrollments: the distinct causes of each tenant's.</summary>
    Task<IReadOnlyList<(TenantId Tenant, string Cause)>> GetBlockingCausesAsync(CancellationToken cancellationToken);

    /// <summary>Distinct handler keys of all published definitions that still have live enrollments, and of all drafts, of the whole installation: for the check at start.</summary>
    Task<IReadOnlyList<string>> GetUsedHandlerKeysAsync(CancellationToken cancellationToken);

    /// <summary>Writes a set of changes of any tenants, set-based; may be called several times before the commit.</summary>
    /// <exception cref="ArgumentException">A row has no tenant.</exception>
    /// <exception cref="ConcurrencyConflictException">A stored revision is not the one before.</exception>
    /// <exception cref="UniqueViolationException">A unique key is taken.</exception>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken);

    /// <inheritdoc cref="IUnitOfWork.ApplyAsync(ChangeSet, bool, CancellationToken)"/>
    Task ApplyAsync(ChangeSet changes, bool isLast, CancellationToken cancellationToken);

    /// <inheritdoc cref="IUnitOfWork.CommitAsync"/>
    Task CommitAsync(CancellationToken cancellationToken);
}
