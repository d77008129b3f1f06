namespace Crm.Stores;

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
