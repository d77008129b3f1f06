using System.Text.Json;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IInstallationStore"/>
internal sealed class InstallationStore(StoreSession session) : IInstallationStore
{
    private const string PartsKey = "plugin-parts";
    private const string SelectMark = "select id, marked_at, recovered_at, is_behind from crm_installation";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PluginPart>> GetPluginPartsAsync(CancellationToken cancellationToken)
    {
        var parts = new SqlStatement("select plugin, kind, key, event_types from crm_plugin_part order by plugin, key, kind");
        return await session.SelectAsync(
            parts,
            row => new PluginPart(row.GetString(0), row.GetString(1), row.GetString(2))
            {
                EventTypes = JsonSerializer.Deserialize<string[]>(row.GetString(3))!,
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task RememberPartsAsync(IReadOnlyCollection<string> plugins, IReadOnlyCollection<PluginPart> parts, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        await session.LockKeyAsync(null, PartsKey, cancellationToken);
        var former = $"delete from crm_plugin_part where {session.Dialect.In("plugin", "@plugins")}";
        await session.ExecuteAsync(new SqlStatement(former, new SqlValue("plugins", session.Dialect.Set(plugins))), cancellationToken);
        const string Insert = """
            insert into crm_plugin_part (kind, key, plugin, event_types) values (@kind, @key, @plugin, @types)
            on conflict (kind, key) do update set plugin = excluded.plugin, event_types = excluded.event_types
            """;
        foreach (var part in parts)
            await session.ExecuteAsync(
                new SqlStatement(
                    Insert,
                    new("kind", part.Kind),
                    new("key", part.Key),
                    new("plugin", part.Plugin),
                    new("types", JsonSerializer.Serialize(part.EventTypes))
                ),
                cancellationToken
            );
    }

    /// <inheritdoc/>
    public Task HoldPartsAsync(CancellationToken cancellationToken) => session.ShareKeyAsync([null], PartsKey, cancellationToken);

    /// <inheritdoc/>
    public async Task<InstallationMark?> GetMarkAsync(CancellationToken cancellationToken) =>
        (
            await session.SelectAsync(
                new SqlStatement(SelectMark),
                row => new InstallationMark(row.GetGuid(0), session.Dialect.ReadTime(row, 1)!.Value, session.Dialect.ReadTime(row, 2))
                {
                    IsBehind = row.GetBoolean(3),
                },
                cancellationToken
            )
        ).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<InstallationMark> MarkAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        var (later, tick) = session.Dialect.IsSqlite ? ("max", "1") : ("greatest", "interval '1 microsecond'");
        var mark = $"""
            insert into crm_installation (only_one, id, marked_at) values (1, @id, @at)
            on conflict (only_one) do update set marked_at = {later}(excluded.marked_at, crm_installation.marked_at + {tick})
            """;
        await session.ExecuteAsync(new SqlStatement(mark, session.Id(Guid.CreateVersion7(at)), session.Time("at", at)), cancellationToken);
        return (await GetMarkAsync(cancellationToken))!;
    }

    /// <inheritdoc/>
    public Task MarkBehindAsync(CancellationToken cancellationToken)
    {
        session.DemandWrite();
        return session.ExecuteAsync(new SqlStatement("update crm_installation set is_behind = true"), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<InstallationMark> BeginRecoveryAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        await session.ExecuteAsync(
            new SqlStatement("update crm_installation set recovered_at = @at, is_behind = false", session.Time("at", at)),
            cancellationToken
        );
        return await GetMarkAsync(cancellationToken) ?? throw new InvalidOperationException("The database has no mark yet: mark it first.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TenantId>> GetTenantsAsync(CancellationToken cancellationToken) =>
        await session.SelectAsync(new SqlStatement("select tenant from crm_tenant order by tenant"), row => new TenantId(row.GetGuid(0)), cancellationToken);
}
