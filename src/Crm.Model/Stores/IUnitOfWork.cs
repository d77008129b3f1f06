namespace Crm.Stores;

/// <summary>A unit of work for one tenant.</summary>
public interface IUnitOfWork : IStores
{
    /// <summary>The tenant.</summary>
    TenantId Tenant { get; }
}
