using Crm.Activities;

namespace Crm.Stores;

/// <summary>Reads tenants, members and what tenants have set, by tenant. Small sets, read whole.</summary>
public interface ITenancyLookup
{
    /// <summary>Some tenants.</summary>
    Task<IReadOnlyList<Tenant>> GetTenantsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Members of some tenants, inactive ones too, by name.</summary>
    Task<IReadOnlyList<Member>> GetMembersAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Pipelines of some tenants.</summary>
    Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Custom fields of some tenants, retired ones too.</summary>
    Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Outcomes that some tenants have set, retired ones too.</summary>
    Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);
}
