using System.Reflection;
using Crm.EntityFrameworkCore;
using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.Testing.Stores;

/// <summary>A temporary database of the Entity Framework stores.</summary>
internal sealed class EntityFrameworkDatabase(TestDatabase database, bool isolatesTenants) : StoreDatabase
{
    private static readonly MethodInfo Read = typeof(EntityFrameworkDatabase).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <inheritdoc/>
    public override ICrmStore Store => database.Store;

    /// <inheritdoc/>
    public override bool IsolatesTenants => isolatesTenants;

    /// <summary>A new one.</summary>
    /// <param name="kind">One of <see cref="TestDatabase.Kinds"/>.</param>
    public static async Task<StoreDatabase> CreateAsync(string kind) => new EntityFrameworkDatabase(await TestDatabase.CreateAsync(kind), kind == "postgres");

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<IRow>> ReadAllAsync(Type rowType)
    {
        await using var work = await Store.BeginSystemAsync(default);
        var rows = await (Task<IReadOnlyList<IRow>>)Read.MakeGenericMethod(rowType).Invoke(null, [SessionOf(work)])!;
        // Contact points stand in a table of their own.
        return typeof(CrmRecord).IsAssignableFrom(rowType)
            ? await work.Records.GetAsync([.. rows.Cast<CrmRecord>().Select(record => record.Id)], default)
            : rows;
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<TenantTable>> TablesAsync()
    {
        // From the database itself: a table that the mapper does not know is one too.
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = isolatesTenants
            ? "select table_name from information_schema.columns where column_name = 'tenant' and table_schema = current_schema()"
            : "select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'tenant'";
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<TenantTable>();
        while (await reader.ReadAsync())
        {
            tables.Add(new TenantTable(reader.GetString(0), "tenant"));
        }

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
    public override async Task<long> ScalarAsync(IStores stores, string sql)
    {
        var session = SessionOf(stores);
        await using var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => database.DisposeAsync();

    private static StoreSession SessionOf(IStores stores) => ((UnitOfWork)stores).Session;

    private static async Task<IReadOnlyList<IRow>> RowsAsync<T>(StoreSession session)
        where T : class, IRow => await session.Db.Rows<T>().ToListAsync();
}
