using Crm.Activities;

namespace Crm.Stores;

/// <summary>The settings that are needed to show a tenant's records.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Pipelines">All pipelines by key.</param>
/// <param name="Outcomes">All outcomes that the tenant has set, by type and key, retired ones too.</param>
/// <param name="Teams">All teams by name.</param>
public sealed record TenantSettings(Tenant Tenant, IReadOnlyList<Pipeline> Pipelines, IReadOnlyList<OutcomeOption> Outcomes, IReadOnlyList<Team> Teams)
{
    /// <summary>All custom fields by type of record and key, retired ones too.</summary>
    public IReadOnlyList<CustomField> CustomFields { get; init; } = [];

    /// <summary>The views that the member has saved, by type of record and name.</summary>
    public IReadOnlyList<SavedView> Views { get; init; } = [];
}
