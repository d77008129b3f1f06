using System.Data.Common;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>
/// An open transaction, and whose rows it sees. The settings that confine it to them are sent together with its first statement, which saves a round trip. So every statement goes through this class, or follows <see cref="ConfineAsync"/>.
/// </summary>
internal sealed class OpenTransaction
{
    private readonly DbConnection connection;
    private readonly Confinement confinement;

    /// <summary>A transaction in which nothing was sent yet.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">Its connection, open.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="scope">Whose rows it is to see.</param>
    /// <param name="settings">The statement that confines it to them; null where none is needed.</param>
    public OpenTransaction(SqlDatabase database, DbConnection connection, DbTransaction transaction, TransactionScope scope, SqlStatement? settings)
        : this(database, connection, transaction, scope, new Confinement(settings)) { }

    private OpenTransaction(SqlDatabase database, DbConnection connection, DbTransaction transaction, TransactionScope scope, Confinement confinement) =>
        (Database, this.connection, Transaction, Scope, this.confinement) = (database, connection, transaction, scope, confinement);

    /// <summary>The database.</summary>
    public SqlDatabase Database { get; }

    /// <summary>The transaction.</summary>
    public DbTransaction Transaction { get; }

    /// <summary>Whose rows it sees and what for.</summary>
    public TransactionScope Scope { get; }

    /// <summary>The same transaction, for whoever asks for one tenant's rows only.</summary>
    public OpenTransaction Narrow(TenantId tenant) => new(Database, connection, Transaction, Scope with { Tenant = tenant }, confinement);

    /// <summary>A command for a statement.</summary>
    public DbCommand CreateCommand(SqlStatement statement)
    {
        var command = Database.CreateCommand(connection, statement.Text);
        command.Transaction = Transaction;
        Add(command, statement.Values);
        return command;
    }

    /// <summary>Sends a command that returns rows.</summary>
    public async Task<DbDataReader> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var isFirst = Precede(command);
        var reader = await command.ExecuteReaderAsync(cancellationToken);
        try
        {
            if (isFirst)
                await reader.NextResultAsync(cancellationToken);
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
        confinement.Settings = null;
        return reader;
    }

    /// <summary>Sends a command that returns no rows.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public async Task<int> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        Precede(command);
        var changed = await command.ExecuteNonQueryAsync(cancellationToken);
        confinement.Settings = null;
        return changed;
    }

    /// <summary>Writes rows, and sends a statement together with them.</summary>
    public async Task WriteAsync(IReadOnlyList<SqlOperation> operations, IReadOnlyList<SqlStatement> last, CancellationToken cancellationToken)
    {
        if (operations.Count == 0)
            return;
        await Database.Writer.WriteAsync(Transaction, confinement.Settings, operations, last, cancellationToken);
        confinement.Settings = null;
    }

    /// <summary>The connection, for callers with commands of their own. Confines the transaction first, unless that was done before.</summary>
    public async Task<DbConnection> ConfineAsync(CancellationToken cancellationToken)
    {
        if (confinement.Settings is { } settings)
        {
            await using var command = CreateCommand(settings);
            await command.ExecuteNonQueryAsync(cancellationToken);
            confinement.Settings = null;
        }
        return connection;
    }

    /// <summary>The engine's own exception for an error of the provider, or null.</summary>
    public Exception? Translate(Exception exception) => Database.Translate(exception, connection);

    /// <summary>The same for a commit.</summary>
    public Exception? TranslateCommit(Exception exception) => Database.TranslateCommit(exception, connection);

    /// <summary>Gives the connection back.</summary>
    public ValueTask CloseAsync() => Database.GiveBackAsync(connection);

    private bool Precede(DbCommand command)
    {
        if (confinement.Settings is not { } settings)
            return false;
        command.CommandText = $"{settings.Text}; {command.CommandText}";
        Add(command, settings.Values);
        return true;
    }

    private void Add(DbCommand command, IReadOnlyList<SqlValue> values)
    {
        foreach (var value in values)
            command.Parameters.Add(Database.CreateParameter(value));
    }

    /// <summary>What is still to be sent before anything else; null once it was.</summary>
    private sealed class Confinement(SqlStatement? settings)
    {
        public SqlStatement? Settings { get; set; } = settings;
    }
}
