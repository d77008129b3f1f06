using System.Data.Common;
using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.EntityFrameworkCore;

/// <summary>The stores with Entity Framework Core. One for the process; every unit of work takes a pooled context and a pooled connection.</summary>
internal sealed class EntityFrameworkStore : ICrmStore, IAsyncDisposable
{
    private readonly SqlDatabase database;
    private readonly IReadOnlyList<Migration> migrations;
    private readonly PooledDbContextFactory<CrmDbContext> contexts;
    private readonly Lazy<RowTables> tables;

    /// <summary>Connects to nothing yet.</summary>
    public EntityFrameworkStore(DatabaseOptions options, IEnumerable<MigrationSource> plugins)
    {
        database = SqlDatabase.Open(options);
        migrations = Migration.All(database.Dialect, plugins);
        contexts = new PooledDbContextFactory<CrmDbContext>(CrmDbContextOptions.For(database, connection: null));
        tables = new Lazy<RowTables>(() =>
        {
            using var context = contexts.CreateDbContext();
            return new RowTables(context.Model);
        });
    }

    /// <summary>The database.</summary>
    public SqlDatabase Database => database;

    /// <summary>The tables of the model.</summary>
    public RowTables Tables => tables.Value;

    /// <inheritdoc/>
    public async Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken)
    {
        if (tenant == default)
            throw new ArgumentException("A unit of work belongs to one tenant; the id was empty.", nameof(tenant));
        return await OpenAsync(new TransactionScope(tenant, kind, Durability.Ordinary), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ISystemUnitOfWork> BeginSystemAsync(Durability durability, CancellationToken cancellationToken) =>
        await OpenAsync(new TransactionScope(null, WorkKind.Write, durability), cancellationToken);

    /// <inheritdoc/>
    public async Task<SchemaState> GetSchemaStateAsync(CancellationToken cancellationToken)
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
    public string MigrationScript() =>
        string.Join("\n", migrations.Select(migration => $"-- {migration.Name}\n{migration.Script}\n{SchemaJournal.Statement(migration)}"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    /// <summary>Opens a unit of work as a savepoint in the host's transaction.</summary>
    /// <exception cref="InvalidOperationException">The host has begun no transaction, or works on another kind of database.</exception>
    internal async Task<IUnitOfWork> BeginWithinAsync(DbContext host, TenantId tenant, WorkKind kind, CancellationToken cancellationToken)
    {
        if (tenant == default)
            throw new ArgumentException("A unit of work belongs to one tenant; the id was empty.", nameof(tenant));
        if (host.Database.CurrentTransaction is not { } current)
            throw new InvalidOperationException("The host's context has no transaction: begin one before a use case runs in it.");
        var (connection, transaction) = (host.Database.GetDbConnection(), current.GetDbTransaction());
        if (!database.IsOwnKind(connection))
            throw new InvalidOperationException($"The host's context works on {connection.GetType().Name}, Crm:Database:Provider is {database.Dialect.Name}.");
        SqliteFunctions.AddTo(connection);
        var scope = new TransactionScope(tenant, kind, Durability.Ordinary);
        var context = new CrmDbContext(CrmDbContextOptions.For(database, connection)) { Tenant = tenant };
        try
        {
            var savepoint = await HostSavepoint.BeginAsync(context, database, transaction, scope, cancellationToken);
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            return new UnitOfWork(new StoreSession(context, database, scope, connection, transaction), Tables, savepoint);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    private async Task<UnitOfWork> OpenAsync(TransactionScope scope, CancellationToken cancellationToken)
    {
        var turn = await database.EnterAsync(scope, cancellationToken);
        CrmDbContext? context = null;
        DbConnection? connection = null;
        try
        {
            context = await contexts.CreateDbContextAsync(cancellationToken);
            context.Tenant = scope.Tenant;
            await context.Database.OpenConnectionAsync(cancellationToken);
            connection = context.Database.GetDbConnection();
            var transaction = await database.BeginAsync(connection, scope, cancellationToken);
            await context.Database.UseTransactionAsync(transaction, cancellationToken);
            var session = new StoreSession(context, database, scope, connection, transaction);
            return new UnitOfWork(session, Tables, new OwnTransaction(context, transaction, turn));
        }
        catch (Exception exception)
        {
            if (context is not null)
                await context.DisposeAsync();
            turn?.Dispose();
            if (database.Translate(exception, connection) is { } translated)
                throw translated;
            throw;
        }
    }
}
