using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The schema of a database, by its migrations.</summary>
internal sealed class SqlSchema(SqlDatabase database, IReadOnlyList<Migration> migrations) : ISchema
{
    /// <inheritdoc/>
    public async Task<SchemaState> GetStateAsync(CancellationToken cancellationToken)
    {
        var done = await database.GetMigrationsAsync(cancellationToken);
        var known = migrations.Select(migration => migration.Name).ToList();
        // What a plugin that is not loaded here brought is not ours to judge.
        var plugins = migrations.Select(migration => migration.Plugin).ToHashSet();
        return new SchemaState([.. known.Except(done)], [.. done.Except(known).Where(name => plugins.Contains(name.Split('/')[0]))]);
    }

    /// <inheritdoc/>
    public Task MigrateAsync(CancellationToken cancellationToken) => database.MigrateAsync(migrations, cancellationToken);

    /// <inheritdoc/>
    public string Script() =>
        string.Join("\n", migrations.Select(migration => $"-- {migration.Name}\n{migration.Script}\n{SchemaJournal.Statement(migration)}"));
}
