namespace Crm.Stores;

/// <summary>A transaction of one tenant. Not thread-safe. Disposing without commit rolls back.</summary>
public interface IUnitOfWork : IStores, IAsyncDisposable
{
    /// <summary>The tenant.</summary>
    TenantId Tenant { get; }

    /// <summary>Commits. Refuses, with <see cref="InvalidOperationException"/>, changes that came without an audit row.</summary>
    /// <exception cref="TransientStoreException">The database refused it: nothing was written, trying again may help.</exception>
    /// <exception cref="CommitUnknownException">The answer was lost.</exception>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Writes a set of changes as <see cref="IStores.ApplyAsync"/> does.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="isLast">Whether the commit follows: what belongs right before it is then sent together with them, which saves a round trip.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    Task ApplyAsync(ChangeSet changes, bool isLast, CancellationToken cancellationToken);
}
