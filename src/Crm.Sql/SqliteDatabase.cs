using System.Collections.Concurrent;
using System.Data.Common;
using Crm.Stores;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Crm.Sql;

/// <summary>SQLite: write-ahead log, one writer at a time; writers of this process queue, those of others wait up to 30 seconds.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    /// <summary>The function that turns text to lower case. SQLite's own folds ASCII only; ours folds like .NET, under a name of ours, since connections may be the host's.</summary>
    public const string LowerFunction = "crm_lower";

    private const int BusySeconds = 30;

    /// <summary>One queue for each file, whoever opened it.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Writers = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim writer;
    private readonly SqlitePool pool;

    /// <summary>Opens nothing; the file is created by the first migration.</summary>
    public SqliteDatabase(string connection)
    {
        var settings = new SqliteConnectionStringBuilder(connection);
        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException(
                "Crm:Database:Connection must name a file: each connection to an in-memory database gets a database of its own.",
                nameof(connection)
            );
        settings.DataSource = Path.GetFullPath(settings.DataSource);
        ConnectionString = settings.ConnectionString;
        writer = Writers.GetOrAdd(settings.DataSource, static _ => new SemaphoreSlim(1, 1));
        pool = new SqlitePool(ConnectionString, Equip, TimeProvider.System);
    }

    /// <inheritdoc/>
    public override SqlDialect Dialect => SqlDialect.Sqlite;

    /// <inheritdoc/>
    public override BulkWriter Writer { get; } = new SqliteBulkWriter();

    /// <inheritdoc/>
    public override string ConnectionString { get; }

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new SqliteConnection(ConnectionString);

    /// <inheritdoc/>
    public override DbParameter CreateParameter(SqlValue value) => new SqliteParameter(value.Name, value.Value);

    /// <inheritdoc/>
    public override void Equip(DbConnection connection) =>
        ((SqliteConnection)connection).CreateFunction(LowerFunction, (string? text) => text?.ToLowerInvariant(), isDeterministic: true);

    /// <inheritdoc/>
    public override string? WhyForeign(DbConnection connection)
    {
        if (connection is not SqliteConnection host)
            return $"The host works on {connection.GetType().Name}, Crm:Database:Provider is sqlite.";
        var own = new SqliteConnectionStringBuilder(ConnectionString).DataSource;
        if (host.DataSource == own)
            return null;
        // Another path may lead to the same file; another file lacks our tables.
        using var command = host.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master where name = 'crm_tenant'";
        return command.ExecuteScalar() is > 0L
            ? null
            : $"The host's context works on {host.DataSource}, which has no tables of the engine; Crm:Database:Connection is {own}. Both must be the same database.";
    }

    /// <inheritdoc/>
    public override async Task<IDisposable?> EnterAsync(TransactionScope scope, CancellationToken cancellationToken)
    {
        if (scope.Kind == WorkKind.Read)
            return null;
        if (!await writer.WaitAsync(TimeSpan.FromSeconds(BusySeconds), cancellationToken))
            throw new TransientStoreException("Another writer in this process has locked the SQLite file.", new TimeoutException());
        return new Turn(writer);
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => await pool.TakeAsync(cancellationToken);

    /// <inheritdoc/>
    public override ValueTask GiveBackAsync(DbConnection connection) => pool.GiveBackAsync((SqliteOwnConnection)connection);

    /// <inheritdoc/>
    public override DbCommand CreateCommand(DbConnection connection, string text) =>
        connection is SqliteOwnConnection own ? own.CommandFor(text) : base.CreateCommand(connection, text);

    /// <inheritdoc/>
    public override Task<DbTransaction> BeginAsync(DbConnection connection, TransactionScope scope, CancellationToken cancellationToken)
    {
        var own = (SqliteOwnConnection)connection;
        own.Prepare(scope);
        return Task.FromResult<DbTransaction>(own.BeginTransaction(deferred: scope.Kind == WorkKind.Read));
    }

    /// <inheritdoc/>
    public override Exception? TranslateCommit(Exception exception, DbConnection connection)
    {
        if (exception is not SqliteException sqlite || !SqliteErrors.LeavesCommitOpen(sqlite))
            return Translate(exception, connection);
        (connection as SqliteOwnConnection)?.GiveUp();
        return new CommitUnknownException(exception);
    }

    /// <summary>The engine's own exception for an error on a connection, or null. One of our own is not used again.</summary>
    public static Exception? TranslateOn(SqliteConnection? connection, SqliteException error)
    {
        (connection as SqliteOwnConnection)?.GiveUp();
        return SqliteErrors.Translate(error, connection);
    }

    /// <inheritdoc/>
    protected override Exception? Translate(DbException error, DbConnection? connection) =>
        error is SqliteException sqlite ? TranslateOn(connection as SqliteConnection, sqlite) : null;

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> GetMigrationsAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(new SqliteConnectionStringBuilder(ConnectionString).DataSource))
            return [];
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return Journal(connection);
    }

    /// <inheritdoc/>
    public override async Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        using var turn = await EnterAsync(new TransactionScope(null, WorkKind.Write, Durability.Durable), cancellationToken);
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        Execute(connection, "pragma journal_mode = wal");
        // All of them or none; another process waits here, and then finds them done.
        Execute(connection, "begin exclusive");
        try
        {
            var done = Journal(connection);
            using var shared = new SharedConnection(connection);
            var result = DeployChanges
                .To.SqliteDatabase(shared)
                .WithScripts(migrations.Select(migration => new SqlScript(migration.Name, migration.Script)))
                .JournalTo(new SchemaJournal(() => done))
                .WithVariablesDisabled()
                .WithoutTransaction()
                .LogToNowhere()
                .Build()
                .PerformUpgrade();
            if (!result.Successful)
                throw new InvalidOperationException($"The migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
            Execute(connection, "commit");
        }
        catch
        {
            Execute(connection, "rollback");
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        pool.Dispose();
        return base.DisposeAsync();
    }

    private static List<string> Journal(SqliteConnection connection)
    {
        using var exists = connection.CreateCommand();
        exists.CommandText = "select count(*) from sqlite_master where name = 'crm_schema_journal'";
        if (exists.ExecuteScalar() is not 1L)
            return [];
        using var command = connection.CreateCommand();
        command.CommandText = SchemaJournal.Select;
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
            names.Add(SchemaJournal.NameOf(reader));
        return names;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private SemaphoreSlim? held = writer;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
