using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Crm.Sql;

/// <summary>One prepared statement per table and operation, run for each row: within a process that costs less than building arrays.</summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly ConcurrentDictionary<(SqlTable, SqlOperationKind), string> statements = new();

    /// <inheritdoc/>
    public override Task WriteAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<SqlOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var sqlite = (SqliteConnection)connection;
        try
        {
            foreach (var operation in operations)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(operation, Write(sqlite, (SqliteTransaction)transaction, operation));
            }
        }
        catch (SqliteException exception) when (SqliteErrors.Translate(exception, sqlite) is { } translated)
        {
            throw translated;
        }
        return Task.CompletedTask;
    }

    private int Write(SqliteConnection connection, SqliteTransaction transaction, SqlOperation operation)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = statements.GetOrAdd((operation.Table, operation.Kind), static key => Statement(key.Item1, key.Item2));
        var columns = operation.Kind is SqlOperationKind.Delete or SqlOperationKind.DeleteAny ? operation.Table.Keys : operation.Table.Columns;
        var parameters = new SqliteParameter[columns.Count];
        for (var index = 0; index < parameters.Length; index++)
            parameters[index] = command.Parameters.Add(new SqliteParameter { ParameterName = $"${columns[index].Name}" });
        var affected = 0;
        foreach (var row in operation.Rows)
        {
            for (var index = 0; index < parameters.Length; index++)
                parameters[index].Value = columns[index].Read(row) ?? DBNull.Value;
            affected += command.ExecuteNonQuery();
        }
        return affected;
    }

    private static string Statement(SqlTable table, SqlOperationKind kind)
    {
        var names = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        var values = string.Join(", ", table.Columns.Select(column => $"${column.Name}"));
        var found = string.Join(" and ", table.Keys.Select(key => $"\"{key.Name}\" = ${key.Name}"));
        return kind switch
        {
            SqlOperationKind.Insert => $"insert into {table.Name} ({names}) values ({values})",
            SqlOperationKind.InsertIfAbsent => $"insert into {table.Name} ({names}) values ({values}) on conflict do nothing",
            SqlOperationKind.Update =>
                $"update {table.Name} set {string.Join(", ", table.Values.Select(column => $"\"{column.Name}\" = ${column.Name}"))} where {found}"
                    + (table.IsRevisioned ? $" and {SqlTable.Revision} = ${SqlTable.Revision} - 1" : ""),
            _ => $"delete from {table.Name} where {found}",
        };
    }
}
