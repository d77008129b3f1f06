using System.Data.Common;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The stores on one of the two databases. One for the process; every unit of work takes a pooled connection. A mapper brings its sessions.</summary>
internal abstract class SqlStore : ITenantStore, ISystemStore, IAsyncDisposable
{
    /// <summary>Connects to nothing yet.</summary>
    protected SqlStore(DatabaseOptions options, IEnumerable<MigrationSource> plugins)
    {
        Database = SqlDatabase.Open(options);
        Schema = new SqlSchema(Database, Migration.All(Database.Dialect, plugins));
    }

    /// <summary>The database.</summary>
    public SqlDatabase Database { get; }

    /// <summary>The database's schema.</summary>
    public ISchema Schema { get; }

    /// <inheritdoc/>
    public async Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken) =>
        await BeginAsync(ScopeOf(tenant, kind), (session, end) => new TenantUnitOfWork(session, tenant, end), cancellationToken);

    /// <inheritdoc/>
    public async Task<ISystemUnitOfWork> BeginAsync(Durability durability, CancellationToken cancellationToken) =>
        await BeginAsync(
            new TransactionScope(null, WorkKind.Write, durability),
            static (session, end) => new SystemUnitOfWork(session, end),
            cancellationToken
        );

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a unit of work as a savepoint in the host's transaction.</summary>
    /// <param name="host">The host's transaction.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kind">Reads or writes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">The host works on another kind of database.</exception>
    public async Task<IUnitOfWork> BeginWithinAsync(DbTransaction host, TenantId tenant, WorkKind kind, CancellationToken cancellationToken)
    {
        var connection = host.Connection ?? throw new InvalidOperationException("The host's transaction has ended: begin another one.");
        if (Database.WhyForeign(connection) is { } why)
            throw new InvalidOperationException(why);
        Database.Equip(connection);
        var scope = ScopeOf(tenant, kind);
        var work = new OpenTransaction(Database, connection, host, scope, Database.HostSettingsOf(scope));
        var session = OpenSession(work);
        try
        {
            return new TenantUnitOfWork(session, tenant, await HostSavepoint.BeginAsync(work, cancellationToken));
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The mapper's session on an open transaction.</summary>
    protected abstract StoreSession OpenSession(OpenTransaction work);

    private static TransactionScope ScopeOf(TenantId tenant, WorkKind kind) =>
        tenant == default
            ? throw new ArgumentException("A unit of work belongs to one tenant; the id was empty.", nameof(tenant))
            : new TransactionScope(tenant, kind, Durability.Ordinary);

    private async Task<T> BeginAsync<T>(TransactionScope scope, Func<StoreSession, ITransactionEnd, T> open, CancellationToken cancellationToken)
    {
        var turn = await Database.EnterAsync(scope, cancellationToken);
        DbConnection? connection = null;
        try
        {
            connection = await Database.ConnectAsync(cancellationToken);
            var transaction = await Database.BeginAsync(connection, scope, cancellationToken);
            var work = new OpenTransaction(Database, connection, transaction, scope, Database.SettingsOf(scope));
            return open(OpenSession(work), new OwnTransaction(work, turn));
        }
        catch (Exception exception)
        {
            var translated = Database.Translate(exception, connection);
            if (connection is not null)
                await Database.GiveBackAsync(connection);
            turn?.Dispose();
            if (translated is not null)
                throw translated;
            throw;
        }
    }
}
