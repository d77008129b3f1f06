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

/// <summary>SQLite's own <c>lower</c> folds ASCII only: each connection gets one that folds like .NET.</summary>
internal sealed class SqliteFunctions : DbConnectionInterceptor
{
    /// <inheritdoc/>
    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        if (result is SqliteConnection sqlite)
            sqlite.CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        return result;
    }
}
