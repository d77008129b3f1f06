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

    /// <summary>Writes a last set of changes and commits: a round trip less than one after the other where changes move what is written right before a commit.</summary>
    /// <param name="last">The changes; see <see cref="IStores.ApplyAsync"/>, also for what is thrown.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    /// <inheritdoc cref="CommitAsync(CancellationToken)"/>
    Task CommitAsync(ChangeSet last, CancellationToken cancellationToken);
}
