using Crm.Sql;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore.Model;

/// <summary>Maps the rows. Reads only and tracks nothing: writing goes through <see cref="BulkWriter"/>.</summary>
internal sealed class CrmDbContext(DbContextOptions<CrmDbContext> options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => RowConventions.Apply(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        RowMapping.Map(modelBuilder, Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal) ? SqlDialect.Sqlite : SqlDialect.Postgres);
}
