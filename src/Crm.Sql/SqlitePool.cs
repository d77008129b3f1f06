using Crm.Stores;
using Microsoft.Data.Sqlite;

namespace Crm.Sql;

/// <summary>
/// The engine's open connections to one SQLite file that wait for their next transaction. The provider's own pool takes away the functions of a connection that goes back, and with them what it has prepared.
/// Safe for all threads.
/// </summary>
/// <param name="connectionString">To what.</param>
/// <param name="equip">Adds what statements need to a connection that was opened.</param>
/// <param name="time">The clock.</param>
internal sealed class SqlitePool(string connectionString, Action<SqliteConnection> equip, TimeProvider time) : IDisposable
{
    /// <summary>So many wait; more are opened where more are needed at once, and closed after their transaction.</summary>
    public const int MaxIdle = 4;

    /// <summary>A connection is used no longer, so that a file that was put in the place of another is noticed.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    // Closed is closed: the provider's pool would keep the file open.
    private readonly string connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    /// <summary>The one that was used last is used next: its pages are in memory.</summary>
    private readonly Stack<SqliteOwnConnection> idle = new();
    private bool isDisposed;

    /// <summary>An open connection, of nobody else until it is given back.</summary>
    public async Task<SqliteOwnConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (Pop() is { } kept)
        {
            if (!IsOld(kept))
                return kept;
            await kept.DisposeAsync();
        }
        var connection = new SqliteOwnConnection(connectionString, time.GetTimestamp());
        try
        {
            equip(connection);
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a connection back after its transaction; closes it where something has failed on it, it is old, or enough wait.</summary>
    public async ValueTask GiveBackAsync(SqliteOwnConnection connection)
    {
        if (!connection.IsSound || IsOld(connection) || !Push(connection))
            await connection.DisposeAsync();
    }

    /// <summary>Closes those that wait, and from now on each that is given back.</summary>
    public void Dispose()
    {
        lock (idle)
            isDisposed = true;
        while (Pop() is { } connection)
            connection.Dispose();
    }

    private bool IsOld(SqliteOwnConnection connection) => time.GetElapsedTime(connection.OpenedAt) >= MaxAge;

    private SqliteOwnConnection? Pop()
    {
        lock (idle)
            return idle.TryPop(out var connection) ? connection : null;
    }

    private bool Push(SqliteOwnConnection connection)
    {
        lock (idle)
        {
            if (isDisposed || idle.Count >= MaxIdle)
                return false;
            idle.Push(connection);
            return true;
        }
    }
}
