using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.EntityFrameworkCore.Stores;

/// <inheritdoc cref="ITenancyStore"/>
internal sealed class TenancyStore(EntityFrameworkSession session) : ITenancyStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tenant>> GetTenantsAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<Tenant>().OrderBy(row => row.Name).ThenBy(row => row.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Tenant>> GetTenantsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session.Rows<Tenant>().Where(row => tenants.Contains(row.Id)).OrderBy(row => row.Name).ThenBy(row => row.Id),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Member>> GetMembersAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<Member>().OrderBy(row => row.Name).ThenBy(row => row.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Member>> GetMembersAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session.Rows<Member>().Where(row => tenants.Contains(row.Tenant)).OrderBy(row => row.Name).ThenBy(row => row.Id),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedMember>> GetLedMembersAsync(CancellationToken cancellationToken)
    {
        var led = session
            .Rows<Member>()
            .LeftJoin(session.Rows<Team>(), member => member.Team, team => (TeamId?)team.Id, (member, team) => new { Member = member, Lead = team!.Manager });
        return [.. (await session.ListAsync(led, cancellationToken)).Select(row => new LedMember(row.Member, row.Lead))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Team>> GetTeamsAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<Team>().OrderBy(row => row.Name).ThenBy(row => row.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<Pipeline>().OrderBy(row => row.Key), cancellationToken);

    /// <inheritdoc/>
    public async Task<TenantSettings?> FindSettingsAsync(CancellationToken cancellationToken)
    {
        // A row for each pipeline and one for each outcome, rather than one for each pair of them.
        var tenants = session.Rows<Tenant>();
        var rows = tenants
            .Select(tenant => new { Tenant = tenant, IsPipeline = true })
            .Concat(tenants.Select(tenant => new { Tenant = tenant, IsPipeline = false }))
            .LeftJoin(
                session.Rows<Pipeline>(),
                row => new { Tenant = row.Tenant.Id, row.IsPipeline },
                pipeline => new { pipeline.Tenant, IsPipeline = true },
                (row, pipeline) =>
                    new
                    {
                        row.Tenant,
                        row.IsPipeline,
                        Pipeline = pipeline,
                    }
            )
            .LeftJoin(
                session.Rows<OutcomeOption>(),
                row => new { Tenant = row.Tenant.Id, row.IsPipeline },
                outcome => new { outcome.Tenant, IsPipeline = false },
                (row, outcome) =>
                    new
                    {
                        row.Tenant,
                        row.Pipeline,
                        Outcome = outcome,
                    }
            );
        var found = await session.ListAsync(rows, cancellationToken);
        return found.Count == 0
            ? null
            : new TenantSettings(
                found[0].Tenant,
                [.. found.Select(row => row.Pipeline).OfType<Pipeline>().OrderBy(row => row.Key, StringComparer.Ordinal)],
                [
                    .. found
                        .Select(row => row.Outcome)
                        .OfType<OutcomeOption>()
                        .OrderBy(row => row.TypeKey, StringComparer.Ordinal)
                        .ThenBy(row => row.Key, StringComparer.Ordinal),
                ]
            );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<CustomField>().OrderBy(row => row.RecordType).ThenBy(row => row.Key), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<OutcomeOption>().OrderBy(row => row.TypeKey).ThenBy(row => row.Key), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Pipeline>> GetPipelinesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session.Rows<Pipeline>().Where(row => tenants.Contains(row.Tenant)).OrderBy(row => row.Tenant).ThenBy(row => row.Key),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CustomField>> GetCustomFieldsAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session
                .Rows<CustomField>()
                .Where(row => tenants.Contains(row.Tenant))
                .OrderBy(row => row.Tenant)
                .ThenBy(row => row.RecordType)
                .ThenBy(row => row.Key),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutcomeOption>> GetOutcomesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session
                .Rows<OutcomeOption>()
                .Where(row => tenants.Contains(row.Tenant))
                .OrderBy(row => row.Tenant)
                .ThenBy(row => row.TypeKey)
                .ThenBy(row => row.Key),
            cancellationToken
        );
}
