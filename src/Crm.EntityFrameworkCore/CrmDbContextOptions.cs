using System.Data.Common;
using Crm.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.EntityFrameworkCore;

/// <summary>Options of the context for a database.</summary>
internal static class CrmDbContextOptions
{
    /// <summary>Builds them.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">The host's own open connection to share; null for connections of the pool.</param>
    public static DbContextOptions<CrmDbContext> For(SqlDatabase database, DbConnection? connection)
    {
        var options = new DbContextOptionsBuilder<CrmDbContext>();
        options
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .EnableServiceProviderCaching()
            // The tables are ours and the filters stand on all of them; rows of a page are never split.
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning))
            .AddInterceptors(new ErrorTranslation(database), new SqliteFunctions());
        // A set is one parameter: the statement stays the same, whatever its size.
        if (database is PostgresDatabase postgres)
        {
            if (connection is null)
                options.UseNpgsql(postgres.Source, npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
            else
                options.UseNpgsql(connection, npgsql => npgsql.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        }
        else if (connection is null)
        {
            options.UseSqlite(database.ConnectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        }
        else
        {
            options.UseSqlite(connection, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        }
        return options.Options;
    }
}
