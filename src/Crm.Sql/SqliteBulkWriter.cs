using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Crm.Sql;

/// <summary>One prepared statement per table and operation, run for each row: within a process that costs less than building arrays.</summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly ConcurrentDictionary<(SqlTable, SqlOperationKind), SqliteRowStatement.Form> forms = new();

    /// <inheritdoc/>
    public override Task WriteAsync(
        DbTransaction transaction,
        SqlStatement? settings,
        IReadOnlyList<SqlOperation> operations,
        IReadOnlyList<SqlStatement> last,
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
        catch (SqliteException exception) when (SqliteDatabase.TranslateOn(sqlite, exception) is { } translated)
        {
            throw translated;
        }
        return Task.CompletedTask;
    }

    private int Write(SqliteConnection connection, SqlOperation operation)
    {
        var form = forms.GetOrAdd((operation.Table, operation.Kind), static key => FormOf(key.Item1, key.Item2));
        if (connection is SqliteOwnConnection own)
        {
            var kept = own.RowsFor(form);
            try
            {
                return kept.Run(operation.Rows);
            }
            finally
            {
                own.Keep(kept);
            }
        }
        using var statement = SqliteRowStatement.Prepare(form, connection);
        return statement.Run(operation.Rows);
    }

    private static SqliteRowStatement.Form FormOf(SqlTable table, SqlOperationKind kind) =>
        new(
            Statement(table, kind),
            [
                .. (kind is SqlOperationKind.Delete or SqlOperationKind.DeleteAny ? table.Keys : table.Columns).Select(column =>
                    ($"${column.Name}", SqliteBinder.Of(column))
                ),
            ]
        );

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
