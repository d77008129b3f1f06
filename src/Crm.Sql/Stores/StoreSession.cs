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
    public ITenancyStore Tenancy => field ??= new TenancyStore(this);

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

    /// <summary>The open transaction.</summary>
    public DbTransaction Transaction => work.Transaction;

    /// <summary>The open connection, confined to what this session may see.</summary>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) => work.ConfineAsync(cancellationToken);

    /// <summary>The rows that a statement gives, whole ones of one table.</summary>
    public Task<List<T>> RowsAsync<T>(SqlStatement statement, CancellationToken cancellationToken)
        where T : class, IRow => SelectAsync(statement, ReaderOf<T>(), cancellationToken);

    /// <summary>All rows of a small table that this session sees, whole.</summary>
    /// <param name="order">Their order, such as <c>t.name, t.id</c>.</param>
    /// <param name="tenants">Only these tenants'; null: all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<T>> AllAsync<T>(string order, IReadOnlyCollection<TenantId>? tenants, CancellationToken cancellationToken)
        where T : class, IRow
    {
        var query = new SqlQuery<T>(this);
        if (tenants is not null)
            query.Where($"{query.In("t.tenant", tenants.Select(tenant => tenant.Value))}");
        return await RowsAsync<T>(query.Columns("t.*", order), cancellationToken);
    }

    /// <summary>What a statement gives, row by row.</summary>
    public async Task<List<T>> SelectAsync<T>(SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        var result = new SqlResult<T>(statement, read);
        await ReadAsync([result], cancellationToken);
        return result.Rows;
    }

    /// <summary>What a statement will give, whole rows of one table, for <see cref="ReadAsync"/>.</summary>
    public SqlResult<T> ResultOf<T>(SqlStatement statement)
        where T : class, IRow => new(statement, ReaderOf<T>());

    /// <summary>Reads whole rows of a table out of what one statement gives, which may have more columns.</summary>
    public Func<DbDataReader, T> ReaderOf<T>()
        where T : class, IRow
    {
        var rows = RowReader<T>.For(Dialect);
        int[]? ordinals = null;
        return result => rows.Read(result, ordinals ??= rows.OrdinalsOf(result));
    }

    /// <summary>Reads what several statements give, in one round trip. Values of the same name are the same.</summary>
    public async Task ReadAsync(IReadOnlyList<SqlResult> results, CancellationToken cancellationToken)
    {
        await using var command = Command(SqlStatement.Join([.. results.Select(result => result.Statement)]));
        try
        {
            await using var reader = await work.ReadAsync(command, cancellationToken);
            foreach (var result in results)
            {
                while (await reader.ReadAsync(cancellationToken))
                    result.Add(reader);
                await reader.NextResultAsync(cancellationToken);
            }
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
            return await work.ExecuteAsync(command, cancellationToken);
        }
        catch (Exception exception) when (Translate(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Writes rows.</summary>
    /// <param name="operations">The rows.</param>
    /// <param name="last">What is to be sent with them, after them.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    public Task WriteAsync(IReadOnlyList<SqlOperation> operations, IReadOnlyList<SqlStatement> last, CancellationToken cancellationToken) =>
        work.WriteAsync(operations, last, cancellationToken);

    /// <summary>Makes later callers of a tenant (null: of the installation) with the same key wait until the transaction ends.</summary>
    public Task LockKeyAsync(TenantId? tenant, string key, CancellationToken cancellationToken) =>
        LockAsync(Dialect.Lock($"{tenant}/{key}"), cancellationToken);

    /// <summary>Makes those who lock a key of one of the tenants (null: the installation's) wait until the transaction ends, and waits for them; others who share it do not wait.</summary>
    public Task ShareKeyAsync(IEnumerable<TenantId?> tenants, string key, CancellationToken cancellationToken) =>
        LockAsync(Dialect.Share(tenants.Select(tenant => $"{tenant}/{key}")), cancellationToken);

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

    /// <summary>The engine's own exception for a commit that failed, or null.</summary>
    public Exception? TranslateCommit(Exception exception) => work.TranslateCommit(exception);

    /// <summary>Gives the mapper's own things back. The transaction, its connection and its end are not the mapper's.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>The engine's own exception for an error of the provider, or null.</summary>
    protected Exception? Translate(Exception exception) => work.Translate(exception);

    private Task LockAsync(SqlStatement? statement, CancellationToken cancellationToken) =>
        statement is { } wait ? ExecuteAsync(wait, cancellationToken) : Task.CompletedTask;

    private DbCommand Command(SqlStatement statement)
    {
        var command = work.CreateCommand(statement);
        if (Commands.IsEnabled())
            Commands.Write("Command", command);
        return command;
    }
}
