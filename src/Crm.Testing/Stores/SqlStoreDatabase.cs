using System.Reflection;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Stores;

namespace Crm.Testing.Stores;

/// <summary>A temporary database of stores that are built on <see cref="SqlStore"/>.</summary>
internal sealed class SqlStoreDatabase : StoreDatabase
{
    private static readonly MethodInfo Read = typeof(SqlStoreDatabase).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly TestDatabase database;
    private readonly SqlStore store;

    private SqlStoreDatabase(TestDatabase database, SqlStore store) => (this.database, this.store) = (database, store);

    /// <inheritdoc/>
    public override ITenantStore TenantStore => store;

    /// <inheritdoc/>
    public override ISystemStore SystemStore => store;

    /// <inheritdoc/>
    public override ISchema Schema => store.Schema;

    /// <inheritdoc/>
    public override bool IsolatesTenants => database.Options.Provider == "postgres";

    /// <summary>A new one.</summary>
    /// <param name="kind">One of <see cref="TestDatabase.Kinds"/>.</param>
    /// <param name="open">Opens the adapter's store.</param>
    public static async Task<StoreDatabase> CreateAsync(string kind, Func<DatabaseOptions, SqlStore> open)
    {
        var database = await TestDatabase.CreateAsync(kind);
        return new SqlStoreDatabase(database, open(database.Options));
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<IRow>> ReadAllAsync(Type rowType)
    {
        await using var work = await SystemStore.BeginAsync(default);
        var table = typeof(CrmRecord).IsAssignableFrom(rowType) ? typeof(CrmRecord) : rowType;
        var rows = await (Task<IReadOnlyList<IRow>>)Read.MakeGenericMethod(table).Invoke(null, [SessionOf(work)])!;
        // Contact points stand in a table of their own.
        return table == typeof(CrmRecord)
            ? [.. (await work.Records.GetAsync([.. rows.Cast<CrmRecord>().Select(record => record.Id)], default)).Where(rowType.IsInstanceOfType)]
            : rows;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<TenantTable>> TablesAsync()
    {
        // From the database itself: a table that the mapper does not know is one too.
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = IsolatesTenants
            ? "select table_name from information_schema.columns where column_name = 'tenant' and table_schema = current_schema()"
            : "select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'tenant'";
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<TenantTable>();
        while (await reader.ReadAsync())
            tables.Add(new TenantTable(reader.GetString(0), "tenant"));
        return tables;
    }

    /// <inheritdoc/>
    public override async Task ClearAsync()
    {
        var tables = await TablesAsync();
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join(";", tables.Select(table => $"delete from {table.Name}"));
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public override async Task<long> ScalarAsync(ILookups work, string sql) =>
        (await SessionOf(work).SelectAsync(new SqlStatement(sql), row => row.GetInt64(0), default))[0];

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    private static StoreSession SessionOf(ILookups work) => ((UnitOfWork)work).Session;

    private static async Task<IReadOnlyList<IRow>> RowsAsync<T>(StoreSession session)
        where T : class, IRow => await session.RowsAsync<T>(new SqlQuery<T>(session).Rows(), default);
}
