using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>Maps the rows. Reads only and tracks nothing: writing goes through <see cref="Crm.Sql.BulkWriter"/>, which takes its columns from this model.</summary>
internal sealed class CrmDbContext(DbContextOptions<CrmDbContext> options) : DbContext(options)
{
    /// <summary>Name of the query filter that keeps a tenant to its own rows; on PostgreSQL row-level security is the second wall.</summary>
    public const string TenantFilter = "tenant";

    /// <summary>The tenant whose rows are seen; null: all, for system work.</summary>
    public TenantId? Tenant { get; set; }

    /// <summary>What the filter compares with.</summary>
    internal TenantId CurrentTenant => Tenant ?? default;

    /// <summary>The rows of a table that this unit of work sees.</summary>
    public IQueryable<T> Rows<T>()
        where T : class, IRow => Tenant is null ? Set<T>().IgnoreQueryFilters([TenantFilter]) : Set<T>();

    /// <summary>The rows that a statement gives, seen through the same filter. Columns are named as in the table, parameters as <c>{0}</c>.</summary>
    public IQueryable<T> RowsOf<T>(string statement, params object[] parameters)
        where T : class, IRow
    {
        var rows = Set<T>().FromSqlRaw(statement, parameters);
        return Tenant is null ? rows.IgnoreQueryFilters([TenantFilter]) : rows;
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        RowConventions.Apply(configurationBuilder, Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var isSqlite = Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
        new RowMapping(modelBuilder, this, isSqlite).Map();
    }
}
