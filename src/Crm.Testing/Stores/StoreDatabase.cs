using Crm.Stores;

namespace Crm.Testing.Stores;

/// <summary>An empty, migrated database of its own that a conformance suite works on; dropped when disposed. What an adapter provides to have its stores proven.</summary>
public abstract class StoreDatabase : IAsyncDisposable
{
    /// <summary>The adapter's store of tenants over this database.</summary>
    public abstract ITenantStore TenantStore { get; }

    /// <summary>The adapter's store of the system over this database.</summary>
    public abstract ISystemStore SystemStore { get; }

    /// <summary>The schema of this database.</summary>
    public abstract ISchema Schema { get; }

    /// <summary>Whether the database itself keeps tenants apart, too (row-level security).</summary>
    public abstract bool IsolatesTenants { get; }

    /// <summary>All stored rows of a type, as the adapter maps them, those of every tenant.</summary>
    public abstract Task<IReadOnlyList<IRow>> ReadAllAsync(Type rowType);

    /// <summary>Names of all tables with rows of tenants, as SQL takes them, with the column that holds the tenant.</summary>
    public abstract Task<IReadOnlyList<TenantTable>> TablesAsync();

    /// <summary>Deletes all rows of all tenants.</summary>
    public abstract Task ClearAsync();

    /// <summary>Runs a query of one number on the very connection and transaction of a unit of work.</summary>
    public abstract Task<long> ScalarAsync(ILookups work, string sql);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A table with rows of tenants.</summary>
/// <param name="Name">Its name as SQL takes it.</param>
/// <param name="TenantColumn">The column that holds the tenant.</param>
public sealed record TenantTable(string Name, string TenantColumn);
