namespace Crm.Stores;

/// <summary>Opens units of work over all tenants: for runner, sender, relay and the check at start, never for use cases. Singleton.</summary>
public interface ISystemStore
{
    /// <summary>Opens a unit of work whose commit promises this.</summary>
    /// <exception cref="TransientStoreException">Trying again may help.</exception>
    Task<ISystemUnitOfWork> BeginAsync(Durability durability, CancellationToken cancellationToken);

    /// <summary>Opens a unit of work with <see cref="Durability.Ordinary"/>.</summary>
    Task<ISystemUnitOfWork> BeginAsync(CancellationToken cancellationToken) => BeginAsync(Durability.Ordinary, cancellationToken);
}
