using Crm.Activities;
using Crm.Tenancy;

namespace Crm.Stores;

/// <summary>Reads tenants, members, teams and what a tenant has set. Small sets, read whole.</summary>
public interface ITenancyStore
{
    /// <summary>Tenants; one at the most in a tenant's unit of work.</summary>
    Task<IReadOnlyList<Tenant>> GetTenantsAsync(CancellationToken cancellationToken);

    /// <summary>Some tenants: what a unit of the system needs of them for a batch.</summary>
    Task<IReadOnlyList<Tenant>> GetTenantsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>All members, inactive ones too.</summary>
    Task<IReadOnlyList<Member>> GetMembersAsync(CancellationToken cancellationToken);

    /// <summary>Members of some tenants, inactive ones too, by name.</summary>
    Task<IReadOnlyList<Member>> GetMembersAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>All teams.</summary>
    Task<IReadOnlyList<Team>> GetTeamsAsync(CancellationToken cancellationToken);

    /// <summary>All pipelines.</summary>
    Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken);

    /// <summary>All custom fields, retired ones too.</summary>
    Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(CancellationToken cancellationToken);

    /// <summary>All outcomes that the tenant has set, retired ones too.</summary>
    Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(CancellationToken cancellationToken);

    /// <summary>Pipelines of some tenants.</summary>
    Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Custom fields of some tenants, retired ones too.</summary>
    Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);

    /// <summary>Outcomes that some tenants have set, retired ones too.</summary>
    Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken);
}
