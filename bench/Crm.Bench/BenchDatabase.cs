using System.Diagnostics;
using System.Globalization;
using Crm.EntityFrameworkCore;
using Crm.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench;

/// <summary>A database of its own, gone when disposed: on the server that <c>CRM_TEST_POSTGRES</c> names, or a SQLite file in the temporary folder.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private static int created;

    private readonly string name;

    private BenchDatabase(bool isPostgres, string name)
    {
        (IsPostgres, this.name) = (isPostgres, name);
        Options = new DatabaseOptions { Provider = isPostgres ? "postgres" : "sqlite", Connection = ConnectionString };
    }

    /// <summary>Provider and connection string, for a host's configuration.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>PostgreSQL, or SQLite.</summary>
    public bool IsPostgres { get; }

    /// <summary>How to connect past the engine.</summary>
    public string ConnectionString =>
        IsPostgres ? new NpgsqlConnectionStringBuilder(Server) { Database = name, MaxPoolSize = 20 }.ConnectionString : $"Data Source={name}";

    private static string Server =>
        Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES") ?? throw new InvalidOperationException("CRM_TEST_POSTGRES is not set; see bench/run.sh.");

    /// <summary>A database without any table; on SQLite, a file that is not there yet.</summary>
    public static async Task<BenchDatabase> CreateEmptyAsync(bool isPostgres)
    {
        var database = new BenchDatabase(isPostgres, NewName(isPostgres));
        if (isPostgres)
            await OnServerAsync($"create database {database.name}");
        return database;
    }

    /// <summary>A database with the engine's tables and nothing in them.</summary>
    public static async Task<BenchDatabase> CreateAsync(bool isPostgres)
    {
        var database = await CreateEmptyAsync(isPostgres);
        await using var store = new EntityFrameworkStore(database.Options, []);
        await store.Schema.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>A copy of this database, to which nobody may be connected.</summary>
    public async Task<BenchDatabase> CopyAsync()
    {
        var copy = new BenchDatabase(IsPostgres, NewName(IsPostgres));
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync($"create database {copy.name} template {name} strategy file_copy");
        }
        else
        {
            SqliteConnection.ClearAllPools();
            File.Copy(name, copy.name);
        }
        return copy;
    }

    /// <summary>Brings statistics and visibility up to date, as they are in a database that has been there for a while.</summary>
    public async Task SettleAsync()
    {
        if (IsPostgres)
        {
            await using var source = NpgsqlDataSource.Create(ConnectionString);
            await source.CreateCommand("vacuum (analyze)").ExecuteNonQueryAsync();
            return;
        }
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "analyze; pragma wal_checkpoint(truncate);";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes what is dirty, so that nobody pays for what was before.</summary>
    public async Task CheckpointAsync()
    {
        if (IsPostgres)
            await OnServerAsync("checkpoint");
    }

    /// <summary>One value that a statement gives.</summary>
    public async Task<T> ScalarAsync<T>(string statement)
    {
        if (IsPostgres)
        {
            await using var source = NpgsqlDataSource.Create(ConnectionString);
            return (T)(await source.CreateCommand(statement).ExecuteScalarAsync())!;
        }
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Microseconds of CPU that this process and the database's sessions have used. A session that ended in between is missing; pools keep them.</summary>
    public async Task<(double Own, double Server)> CpuAsync()
    {
        var own = Process.GetCurrentProcess().TotalProcessorTime.TotalMicroseconds;
        if (!IsPostgres)
            return (own, 0);
        var server = 0.0;
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var file = $"/proc/{reader.GetInt32(0)}/stat";
            if (!File.Exists(file))
                continue;
            var fields = (await File.ReadAllTextAsync(file)).Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // proc(5): utime and stime, fields 14 and 15, in hundredths of a second.
            server += 10_000 * (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture));
        }
        return (own, server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            await OnServerAsync($"drop database if exists {name} with (force)");
            return;
        }
        SqliteConnection.ClearAllPools();
        foreach (var part in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            File.Delete(name + part);
    }

    private static string NewName(bool isPostgres)
    {
        var name = $"crm_bench_{Environment.ProcessId}_{Interlocked.Increment(ref created)}";
        return isPostgres ? name : Path.Combine(Path.GetTempPath(), name + ".db");
    }

    private static async Task OnServerAsync(string statement)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Server) { Pooling = false });
        await using var command = source.CreateCommand(statement);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }
}
