using System.Data;
using System.Data.Common;
using Crm.Stores;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace Crm.Sql;

/// <summary>PostgreSQL: row-level security by role and setting of the transaction, sessions that stay open.</summary>
internal sealed class PostgresDatabase : SqlDatabase
{
    /// <summary>Key of the advisory lock under which migrations run: "crm" in ASCII, and 1.</summary>
    private const long MigrationLock = 0x63726D01;

    /// <summary>What each of our own transactions sets: compiling a statement takes up to a second where PostgreSQL misjudges it, and ours run for milliseconds.</summary>
    private const string NoCompiling = ", set_config('jit', 'off', true)";

    private readonly NpgsqlDataSource source;

    /// <summary>Builds the data source; connects to nothing.</summary>
    public PostgresDatabase(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        // Everything that a transaction sets is local to it, so there is nothing to reset between two of them. ShouldSerialize says whether the user gave a setting; ContainsKey is true for every one that exists.
        if (!settings.ShouldSerialize("No Reset On Close"))
            settings.NoResetOnClose = true;
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = 100;
        ConnectionString = settings.ConnectionString;
        // The types of our columns and no others: a console that runs one command builds no mappings that it does not use, and does not read the server's catalog of types.
        var builder = new NpgsqlSlimDataSourceBuilder(ConnectionString);
        builder.EnableArrays().EnableTransportSecurity().EnableIntegratedSecurity();
        builder.ConfigureTypeLoading(static types => types.EnableTypeLoading(false));
        source = builder.Build();
    }

    /// <inheritdoc/>
    public override SqlDialect Dialect => SqlDialect.Postgres;

    /// <inheritdoc/>
    public override BulkWriter Writer { get; } = new PostgresBulkWriter();

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => source.CreateConnection();

    /// <inheritdoc/>
    public override DbParameter CreateParameter(SqlValue value) => new NpgsqlParameter(value.Name, value.Value);

    /// <inheritdoc/>
    public override string? WhyForeign(DbConnection connection) =>
        connection is NpgsqlConnection ? null : $"The host works on {connection.GetType().Name}, Crm:Database:Provider is postgres.";

    /// <inheritdoc/>
    public override Task<IDisposable?> EnterAsync(TransactionScope scope, CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <inheritdoc/>
    public override async Task<DbTransaction> BeginAsync(DbConnection connection, TransactionScope scope, CancellationToken cancellationToken) =>
        // A read sees one moment. Npgsql sends BEGIN together with the next command.
        await connection.BeginTransactionAsync(scope.Kind == WorkKind.Read ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted, cancellationToken);

    /// <inheritdoc/>
    public override SqlStatement? SettingsOf(TransactionScope scope) => Settings(scope, NoCompiling);

    /// <inheritdoc/>
    public override SqlStatement? HostSettingsOf(TransactionScope scope) => Settings(scope, "");

    private static SqlStatement Settings(TransactionScope scope, string more)
    {
        if (scope.Durability == Durability.Durable)
            more += ", set_config('synchronous_commit', 'on', true)";
        return scope.Tenant is { } tenant
            ? new SqlStatement(
                $"select set_config('role', 'crm_app', true), set_config('crm.tenant', @crm_tenant, true){more}",
                new SqlValue("crm_tenant", tenant.ToString())
            )
            : new SqlStatement($"select set_config('role', 'crm_system', true){more}");
    }

    /// <inheritdoc/>
    public override async Task<HostSettings> GetHostSettingsAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select current_setting('role'), coalesce(current_setting('crm.tenant', true), '')",
            (NpgsqlConnection)transaction.Connection!
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new HostSettings(reader.GetString(0), reader.GetString(1));
    }

    /// <inheritdoc/>
    public override async Task RestoreAsync(DbTransaction transaction, HostSettings before, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select set_config('role', $1, true), set_config('crm.tenant', $2, true)",
            (NpgsqlConnection)transaction.Connection!
        )
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = before.Role },
                new NpgsqlParameter<string> { TypedValue = before.Tenant },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Exception? TranslateCommit(Exception exception, DbConnection connection) =>
        // A server that answers has rolled back; where the answer is lost, nobody knows.
        Translate(exception, connection) is { } translated
            ? exception is DbException { SqlState: null }
                ? new CommitUnknownException(exception)
                : translated
            : null;

    /// <inheritdoc/>
    protected override Exception? Translate(DbException error, DbConnection? connection)
    {
        if (error is not NpgsqlException postgres)
            return null;
        if (!PostgresErrors.IsStalePlan(postgres))
            return PostgresErrors.Translate(postgres);
        // Each connection has prepared the statement for the table as it was.
        source.Clear();
        return new TransientStoreException("A migration changed a table that is in use.", postgres);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> GetMigrationsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var exists = new NpgsqlCommand("select to_regclass('crm_schema_journal') is not null", connection))
        {
            if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
                return [];
        }
        await using var command = new NpgsqlCommand(SchemaJournal.Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            names.Add(SchemaJournal.NameOf(reader));
        return names;
    }

    /// <inheritdoc/>
    public override async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        await using var keeper = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(keeper, $"select pg_advisory_lock({MigrationLock})", cancellationToken);
        try
        {
            var done = await GetMigrationsAsync(cancellationToken);
            var result = DeployChanges
                .To.PostgresqlDatabase(ConnectionString)
                .WithScripts(migrations.Select(migration => new SqlScript(migration.Name, migration.Script)))
                .JournalTo(new SchemaJournal(() => done))
                .WithVariablesDisabled()
                .WithTransactionPerScript()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
        finally
        {
            await ExecuteAsync(keeper, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
