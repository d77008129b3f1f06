using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Sql;

/// <summary>One prepared statement per table and operation, run for each row: within a process that costs less than building arrays.</summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly ConcurrentDictionary<(SqlTable, SqlOperationKind), Prepared> statements = new();

    /// <inheritdoc/>
    public override Task WriteAsync(
        DbTransaction transaction,
        SqlStatement? settings,
        IReadOnlyList<SqlOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var sqlite = (SqliteConnection)transaction.Connection!;
        try
        {
            foreach (var operation in operations)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Check(operation, Write(sqlite, operation));
            }
        }
        catch (SqliteException exception) when (SqliteErrors.Translate(exception, sqlite) is { } translated)
        {
            throw translated;
        }
        return Task.CompletedTask;
    }

    private int Write(SqliteConnection connection, SqlOperation operation)
    {
        var prepared = statements.GetOrAdd((operation.Table, operation.Kind), static key => new Prepared(key.Item1, key.Item2));
        var handle = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, prepared.Text, out var statement), handle);
        using (statement)
        {
            var columns = prepared.Columns;
            var indexes = new int[columns.Count];
            for (var column = 0; column < indexes.Length; column++)
                indexes[column] = raw.sqlite3_bind_parameter_index(statement, columns[column].Parameter);
            var affected = 0;
            foreach (var row in operation.Rows)
            {
                for (var column = 0; column < indexes.Length; column++)
                    columns[column].Binder.Bind(statement, indexes[column], row);
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                    SqliteException.ThrowExceptionForRC(result, handle);
                affected += raw.sqlite3_changes(handle);
                raw.sqlite3_reset(statement);
            }
            return affected;
        }
    }

    /// <summary>A statement's text and what is bound to it.</summary>
    private sealed class Prepared(SqlTable table, SqlOperationKind kind)
    {
        public string Text { get; } = Statement(table, kind);

        public IReadOnlyList<(string Parameter, SqliteBinder Binder)> Columns { get; } =
        [
            .. (kind is SqlOperationKind.Delete or SqlOperationKind.DeleteAny ? table.Keys : table.Columns).Select(column =>
                ($"${column.Name}", SqliteBinder.Of(column))
            ),
        ];
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
            SqlOperationKind.Upsert => $"insert into {table.Name} ({names}) values ({values}) {OnConflictReplace(table)}",
            SqlOperationKind.Update =>
                $"update {table.Name} set {string.Join(", ", table.Values.Select(column => $"\"{column.Name}\" = ${column.Name}"))} where {found}"
                    + (table.IsRevisioned ? $" and {SqlTable.Revision} = ${SqlTable.Revision} - 1" : ""),
            _ => $"delete from {table.Name} where {found}",
        };
    }
}
