using Crm.EntityFrameworkCore.Model;
using Crm.EntityFrameworkCore.Stores;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.EntityFrameworkCore;

/// <summary>The stores with Entity Framework Core: every unit of work takes a pooled context, on a connection that is not the context's.</summary>
internal sealed class EntityFrameworkStore : SqlStore
{
    private readonly Lazy<PooledDbContextFactory<CrmDbContext>> contexts;

    /// <summary>Connects to nothing yet.</summary>
    public EntityFrameworkStore(DatabaseOptions options, IEnumerable<MigrationSource> plugins)
        : base(options, plugins) => contexts = new(() => new PooledDbContextFactory<CrmDbContext>(OptionsFor(Database.Dialect)));

    /// <inheritdoc/>
    protected override StoreSession OpenSession(OpenTransaction work) =>
        new EntityFrameworkSession(new Lazy<CrmDbContext>(() => ContextOn(work), LazyThreadSafetyMode.None), work);

    private CrmDbContext ContextOn(OpenTransaction work)
    {
        var context = contexts.Value.CreateDbContext();
        try
        {
            // The context sends nothing by itself, and its queries end in ListAsync, which confines the transaction first.
            context.Database.SetDbConnection(work.Transaction.Connection);
            context.Database.UseTransaction(work.Transaction);
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static DbContextOptions<CrmDbContext> OptionsFor(SqlDialect dialect)
    {
        var options = new DbContextOptionsBuilder<CrmDbContext>()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            // Rows of a page are never split, and the tables are ours.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        if (dialect.IsSqlite)
            UseSqlite(options);
        else
            UsePostgres(options);
        return options.Options;
    }

    // Apart from each other, so that neither loads the other's provider. A set is one parameter: the statement stays the same, whatever its size.

    private static void UseSqlite(DbContextOptionsBuilder options) =>
        options.UseSqlite(sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));

    private static void UsePostgres(DbContextOptionsBuilder options) =>
        options.UseNpgsql(npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
}
