using System.Data.Common;
using Crm.Hosting;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Testing;

/// <summary>An empty, migrated database of its own: a SQLite file in the temporary folder, or a database on the PostgreSQL server that <c>CRM_TEST_POSTGRES</c> names. Gone when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The environment variable that holds a connection string of PostgreSQL with the right to create databases.</summary>
    public const string PostgresVariable = "CRM_TEST_POSTGRES";

    private static readonly Lazy<Task<TestDatabase>> SqliteTemplate = new(() => CreateTemplateAsync("sqlite"));
    private static readonly Lazy<Task<TestDatabase>> PostgresTemplate = new(() => CreateTemplateAsync("postgres"));
    private static int created;

    private readonly SqlDatabase database;
    private readonly Lazy<ServiceProvider> stores;
    private readonly string? server;

    private TestDatabase(DatabaseOptions options, string? server = null)
    {
        Options = options;
        this.server = server ?? PostgresServer;
        database = SqlDatabase.Open(options);
        Schema = new SqlSchema(database, Migration.All(database.Dialect, []));
        stores = new Lazy<ServiceProvider>(OpenStores);
    }

    /// <summary>The kinds that can be had here, for fixtures over all of them: <c>sqlite</c> always, <c>postgres</c> where there is a server.</summary>
    public static IReadOnlyList<string> Kinds => PostgresServer is null ? ["sqlite"] : ["sqlite", "postgres"];

    /// <summary>Provider and connection string, for a host's configuration.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>The tenants' store on it.</summary>
    public ITenantStore TenantStore => field ??= stores.Value.CreateScope().ServiceProvider.GetRequiredService<ITenantStore>();

    /// <summary>The system's store on it.</summary>
    public ISystemStore SystemStore => stores.Value.GetRequiredService<ISystemStore>();

    /// <summary>Its schema.</summary>
    public ISchema Schema { get; }

    private static string? PostgresServer => Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } server ? server : null;

    /// <summary>Creates a database: a copy of one that was migrated once in this process.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static async Task<TestDatabase> CreateAsync(string kind) => await CopyAsync(await (kind == "postgres" ? PostgresTemplate : SqliteTemplate).Value);

    /// <summary>Creates a database without any table, for tests of migrations.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static async Task<TestDatabase> CreateEmptyAsync(string kind)
    {
        var name = NewName();
        if (kind != "postgres")
            return new TestDatabase(new DatabaseOptions { Provider = "sqlite", Connection = $"Data Source={Path.Combine(Path.GetTempPath(), $"{name}.db")}" });
        await OnServerAsync(PostgresServer, $"create database {name}");
        return new TestDatabase(new DatabaseOptions { Provider = kind, Connection = PostgresConnection(name) });
    }

    /// <summary>Creates a migrated database on another PostgreSQL server.</summary>
    /// <param name="server">A connection string with the right to create databases.</param>
    internal static async Task<TestDatabase> CreateOnAsync(string server)
    {
        var name = NewName();
        await OnServerAsync(server, $"create database {name}");
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        var database = new TestDatabase(new DatabaseOptions { Provider = "postgres", Connection = connection }, server);
        await database.Schema.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Creates a copy of a database that nobody is connected to.</summary>
    /// <param name="template">A database after <see cref="CloseAsync"/>.</param>
    internal static async Task<TestDatabase> CopyAsync(TestDatabase template)
    {
        var name = NewName();
        if (template.Options.Provider == "postgres")
        {
            await OnServerAsync(PostgresServer, $"create database {name} template {template.Settings["Database"]}");
            return new TestDatabase(new DatabaseOptions { Provider = "postgres", Connection = PostgresConnection(name) });
        }
        var file = Path.Combine(Path.GetTempPath(), $"{name}.db");
        File.Copy((string)template.Settings["Data Source"], file, overwrite: true);
        return new TestDatabase(new DatabaseOptions { Provider = "sqlite", Connection = $"Data Source={file}" });
    }

    /// <summary>Closes all connections, so that the database can be copied; it is deleted when the process ends.</summary>
    internal async Task CloseAsync()
    {
        await CloseStoresAsync();
        if (Options.Provider == "postgres")
            // DbUp has a pool of its own; a database that somebody is connected to cannot be copied.
            NpgsqlConnection.ClearAllPools();
        else
            // The last connection to close moves the write-ahead log into the file.
            ClearSqlitePool(database.ConnectionString);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteAsync().GetAwaiter().GetResult();
    }

    /// <summary>Opens a connection past the stores: on PostgreSQL as the owner, whom row-level security does not bind if it is a superuser.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        var connection = database.CreateConnection();
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The tenants that are set up, past the stores: those give nobody a list of all.</summary>
    internal async Task<IReadOnlyList<TenantId>> TenantsAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select tenant from crm_tenant";
        await using var reader = await command.ExecuteReaderAsync();
        var tenants = new List<TenantId>();
        while (await reader.ReadAsync())
            tenants.Add(new TenantId(reader.GetGuid(0)));
        return tenants;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseStoresAsync();
        await DeleteAsync();
    }

    private ServiceProvider OpenStores()
    {
        var services = new ServiceCollection().AddSingleton(Microsoft.Extensions.Options.Options.Create(Options));
        TestStore.AddTo(new CrmBuilder(services, new ConfigurationBuilder().Build()));
        return services.BuildServiceProvider();
    }

    private async Task CloseStoresAsync()
    {
        if (stores.IsValueCreated)
            await stores.Value.DisposeAsync();
        await database.DisposeAsync();
    }

    private DbConnectionStringBuilder Settings => new() { ConnectionString = Options.Connection };

    private async Task DeleteAsync()
    {
        if (Options.Provider == "postgres")
            await OnServerAsync(server, $"drop database if exists {Settings["Database"]} with (force)");
        else
            DeleteSqlite(database.ConnectionString, (string)Settings["Data Source"]);
    }

    private static string NewName() =>
        $"crm_test_{Environment.ProcessId}_{Interlocked.Increment(ref created)}_{TimeProvider.System.GetTimestamp() % 1_000_000}";

    private static string PostgresConnection(string database) =>
        new NpgsqlConnectionStringBuilder(PostgresServer) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task<TestDatabase> CreateTemplateAsync(string kind)
    {
        var template = await CreateEmptyAsync(kind);
        await template.Schema.MigrateAsync(CancellationToken.None);
        await template.CloseAsync();
        return template;
    }

    private static async Task OnServerAsync(string? server, string statement)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(server ?? throw new InvalidOperationException($"{PostgresVariable} is not set.")) { Pooling = false }
        );
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    private static void ClearSqlitePool(string connectionString)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(connectionString);
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
    }

    private static void DeleteSqlite(string connectionString, string file)
    {
        ClearSqlitePool(connectionString);
        foreach (var part in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            File.Delete(file + part);
    }
}
