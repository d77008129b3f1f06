using System.Data.Common;
using System.Diagnostics;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>What the stores of one unit of work share: an open transaction, and whose rows it sees. A mapper brings how rows are read, and the stores that are no more than simple reads.</summary>
internal abstract class StoreSession(OpenTransaction work) : IAsyncDisposable
{
    /// <summary>Hands every statement of this class, as a <see cref="DbCommand"/>, to whoever listens to the source of this name.</summary>
    public const string DiagnosticName = "Crm.Sql";

    private static readonly DiagnosticListener Commands = new(DiagnosticName);

    /// <summary>Tenants, members, teams and what a tenant has set.</summary>
    public abstract ITenancyStore Tenancy { get; }

    /// <summary>Leads, contacts, companies, deals.</summary>
    public abstract IRecordStore Records { get; }

    /// <summary>Activities and timelines.</summary>
    public abstract IActivityStore Activities { get; }

    /// <summary>Sequences and enrollments.</summary>
    public abstract ISequenceStore Sequences { get; }

    /// <summary>Outbound messages, mailboxes, suppressions.</summary>
    public abstract IMessageStore Messages { get; }

    /// <summary>The database.</summary>
    public SqlDatabase Database => work.Database;

    /// <summary>What differs in the text of statements.</summary>
    public SqlDialect Dialect => work.Database.Dialect;

    /// <summary>The tenant; null: all.</summary>
    public TenantId? Tenant => work.Scope.Tenant;

    /// <summary>Whether it writes.</summary>
    public bool CanWrite => work.Scope.Kind == WorkKind.Write;

    /// <summary>The open connection.</summary>
    public DbConnection Connection => work.Connection;

    /// <summary>The open transaction.</summary>
    public DbTransaction Transaction => work.Transaction;

    /// <summary>The rows that a statement gives, whole ones of one table.</summary>
    public Task<List<T>> RowsAsync<T>(SqlStatement statement, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var rows = RowReader<T>.For(Dialect);
        int[]? ordinals = null;
        return SelectAsync(statement, result => rows.Read(result, ordinals ??= rows.OrdinalsOf(result)), cancellationToken);
    }

    /// <summary>What a statement gives, row by row.</summary>
    public async Task<List<T>> SelectAsync<T>(SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        try
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
            return rows;
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public async Task<int> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Writes rows.</summary>
    public Task WriteAsync(IReadOnlyList<SqlOperation> operations, CancellationToken cancellationToken) =>
        Database.Writer.WriteAsync(Connection, Transaction, operations, cancellationToken);

    /// <summary>Makes later callers of a tenant (null: of the installation) with the same key wait until the transaction ends.</summary>
    public async Task LockKeyAsync(TenantId? tenant, string key, CancellationToken cancellationToken)
    {
        try
        {
            await Database.LockKeyAsync(Connection, Transaction, $"{tenant}/{key}", cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Makes those who lock a key of one of the tenants (null: the installation's) wait until the transaction ends, and waits for them; others who share it do not wait.</summary>
    public async Task ShareKeyAsync(IEnumerable<TenantId?> tenants, string key, CancellationToken cancellationToken)
    {
        try
        {
            await Database.ShareKeysAsync(Connection, Transaction, [.. tenants.Select(tenant => $"{tenant}/{key}")], cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>A session of the same transaction that sees one tenant's rows. It ends with this one.</summary>
    public abstract StoreSession Narrow(TenantId tenant);

    /// <summary>The value <c>id</c>.</summary>
    public SqlValue Id(Guid id) => new("id", Dialect.Id(id));

    /// <summary>A value that is a set of ids.</summary>
    public SqlValue Set(string name, IEnumerable<Guid> ids) => new(name, Dialect.Set(ids));

    /// <summary>A value that is a time.</summary>
    public SqlValue Time(string name, DateTimeOffset time) => new(name, Dialect.Time(time));

    /// <summary>The value <c>lease</c>.</summary>
    public static SqlValue Lease(TimeSpan lease) => new("lease", lease.TotalSeconds);

    /// <summary>Refuses to write where the unit of work was opened for reading.</summary>
    public void DemandWrite()
    {
        if (!CanWrite)
            throw new InvalidOperationException("This unit of work was opened for reading: open it with WorkKind.Write.");
    }

    /// <summary>Gives the mapper's own things back. The transaction, its connection and its end are not the mapper's.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The engine's own exception for an error of the provider, or null.</summary>
    protected Exception? Translate(Exception exception) => Database.Translate(exception, Connection);

    private DbCommand Command(SqlStatement statement)
    {
        var command = Connection.CreateCommand();
        command.Transaction = Transaction;
        command.CommandText = statement.Text;
        foreach (var value in statement.Values)
            command.Parameters.Add(Database.CreateParameter(value));
        if (Commands.IsEnabled())
            Commands.Write("Command", command);
        return command;
    }
}
