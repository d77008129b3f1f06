using System.Data.Common;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>Whose rows a transaction sees and what for.</summary>
/// <param name="Tenant">The tenant; null: all, for system work.</param>
/// <param name="Kind">Reads or writes.</param>
/// <param name="Durability">What its commit promises.</param>
internal sealed record TransactionScope(TenantId? Tenant, WorkKind Kind, Durability Durability);

/// <summary>What a host's transaction had set before it was confined to a tenant.</summary>
/// <param name="Role">The role it works under.</param>
/// <param name="Tenant">The setting <c>crm.tenant</c>, empty where there is none.</param>
internal sealed record HostSettings(string Role, string Tenant);

/// <summary>A database that the stores work on: how it connects, begins, writes and fails. The one place where the two differ.</summary>
internal abstract class SqlDatabase : IAsyncDisposable
{
    /// <summary>What differs in the text of statements.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Writes change sets.</summary>
    public abstract BulkWriter Writer { get; }

    /// <summary>The effective connection string.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>A closed connection.</summary>
    public abstract DbConnection CreateConnection();

    /// <summary>An open connection for a transaction of our own; it goes back with <see cref="GiveBackAsync"/>.</summary>
    public virtual async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a connection of <see cref="ConnectAsync"/> back, without a transaction.</summary>
    public virtual ValueTask GiveBackAsync(DbConnection connection) => connection.DisposeAsync();

    /// <summary>A command on an open connection, perhaps the host's.</summary>
    public virtual DbCommand CreateCommand(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <summary>A parameter of a statement.</summary>
    public abstract DbParameter CreateParameter(SqlValue value);

    /// <summary>Adds what statements need to a connection that may be the host's, open or closed.</summary>
    public virtual void Equip(DbConnection connection) { }

    /// <summary>Why a host's open connection cannot be worked on, in words for its programmer; null where it is to this database, as far as one can tell.</summary>
    public abstract string? WhyForeign(DbConnection connection);

    /// <summary>Waits for a turn where the database has one writer only; disposing ends it.</summary>
    public abstract Task<IDisposable?> EnterAsync(TransactionScope scope, CancellationToken cancellationToken);

    /// <summary>Begins a transaction on an open connection.</summary>
    public abstract Task<DbTransaction> BeginAsync(DbConnection connection, TransactionScope scope, CancellationToken cancellationToken);

    /// <summary>What is to be sent before any other statement of one of our own transactions; null for nothing.</summary>
    public virtual SqlStatement? SettingsOf(TransactionScope scope) => null;

    /// <summary>The same for a transaction that is the host's, until <see cref="RestoreAsync"/>.</summary>
    public virtual SqlStatement? HostSettingsOf(TransactionScope scope) => null;

    /// <summary>What a host's transaction has set before it is confined.</summary>
    public virtual Task<HostSettings> GetHostSettingsAsync(DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.FromResult(new HostSettings("none", ""));

    /// <summary>Puts back what the host's transaction had set.</summary>
    public virtual Task RestoreAsync(DbTransaction transaction, HostSettings before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The engine's own exception for an error of the provider, however deep a mapper has wrapped it; null where there is none. What was translated or canceled stays as it is.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="connection">The connection that it was thrown on, or null where there was none yet.</param>
    public Exception? Translate(Exception exception, DbConnection? connection)
    {
        for (
            var cause = exception;
            cause is not (null or OperationCanceledException or TransientStoreException or UniqueViolationException);
            cause = cause.InnerException
        )
        {
            if (cause is DbException error)
                return Translate(error, connection);
        }
        return null;
    }

    /// <summary>The same for a commit, where the answer may have been lost.</summary>
    public virtual Exception? TranslateCommit(Exception exception, DbConnection connection) => Translate(exception, connection);

    /// <summary>The engine's own exception for an error of the provider, or null.</summary>
    protected abstract Exception? Translate(DbException error, DbConnection? connection);

    /// <summary>Names of the migrations that ran, in order; empty for an empty database.</summary>
    public abstract Task<IReadOnlyList<string>> GetMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Runs migrations under a lock; those that another process ran meanwhile are left out.</summary>
    public abstract Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The database that the options name.</summary>
    public static SqlDatabase Open(DatabaseOptions options) =>
        options.Provider switch
        {
            "sqlite" => new SqliteDatabase(options.Connection),
            "postgres" => new PostgresDatabase(options.Connection),
            var other => throw new ArgumentException($"Crm:Database:Provider must be sqlite or postgres, was {other}.", nameof(options)),
        };
}
