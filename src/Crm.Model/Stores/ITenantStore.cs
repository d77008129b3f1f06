namespace Crm.Stores;

/// <summary>Opens units of work for one tenant: what use cases work with. Scoped, since an adapter may let the use cases of a scope run within the host's own transaction.</summary>
public interface ITenantStore
{
    /// <summary>Opens a unit of work of the tenant.</summary>
    /// <exception cref="ArgumentException">The tenant's id is empty.</exception>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken);
}
