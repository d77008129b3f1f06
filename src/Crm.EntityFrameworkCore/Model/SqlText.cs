using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.EntityFrameworkCore;

/// <summary>Functions on text that run in the database.</summary>
internal static class SqlText
{
    /// <summary>The text in lower case. Only within queries.</summary>
    public static string Lower(string? text) => throw new NotSupportedException($"Runs in the database only, not on '{text?.Length}' characters here.");
}

/// <summary>SQLite's own <c>lower</c> folds ASCII only: each connection gets a function that folds like .NET, under a name of ours, since connections may be the host's.</summary>
internal sealed class SqliteFunctions : DbConnectionInterceptor
{
    /// <summary>The function's name.</summary>
    public const string Lower = "crm_lower";

    /// <inheritdoc/>
    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        AddTo(result);
        return result;
    }

    /// <summary>Adds the functions to a connection of SQLite; does nothing to others.</summary>
    public static void AddTo(DbConnection connection) =>
        (connection as SqliteConnection)?.CreateFunction(Lower, (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
}
