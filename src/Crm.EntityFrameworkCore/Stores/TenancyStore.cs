using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <inheritdoc cref="ITenancyStore"/>
internal sealed class TenancyStore(StoreSession session) : ITenancyStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tenant>> GetTenantsAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<Tenant>().OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tenant>> GetTenantsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.Db.Rows<Tenant>().Where(row => tenants.Contains(row.Id)).OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Member>> GetMembersAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<Member>().OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Member>> GetMembersAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session
            .Db.Rows<Member>()
            .Where(row => tenants.Contains(row.Tenant))
            .OrderBy(row => row.Name)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Team>> GetTeamsAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<Team>().OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<Pipeline>().OrderBy(row => row.Tenant).ThenBy(row => row.Key).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<CustomField>().OrderBy(row => row.Tenant).ThenBy(row => row.RecordType).ThenBy(row => row.Key).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<OutcomeOption>().OrderBy(row => row.Tenant).ThenBy(row => row.TypeKey).ThenBy(row => row.Key).ToListAsync(cancellationToken);
}
