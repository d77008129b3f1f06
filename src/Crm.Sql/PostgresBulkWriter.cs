using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;

namespace Crm.Sql;

/// <summary>One statement per table and operation over arrays, all of them in one batch: one round trip, whatever the number of rows.</summary>
internal sealed class PostgresBulkWriter : BulkWriter
{
    private readonly ConcurrentDictionary<(SqlTable, SqlOperationKind), string> statements = new();

    /// <inheritdoc/>
    public override async Task WriteAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<SqlOperation> operations,
        CancellationToken cancellationToken
    )
    {
        if (operations.Count == 0)
            return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction)transaction);
        foreach (var operation in operations)
            batch.BatchCommands.Add(Command(operation));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (PostgresErrors.Translate(exception) is { } translated)
        {
            throw translated;
        }
        for (var index = 0; index < operations.Count; index++)
            Check(operations[index], batch.BatchCommands[index].RecordsAffected);
    }

    private NpgsqlBatchCommand Command(SqlOperation operation)
    {
        var command = new NpgsqlBatchCommand(statements.GetOrAdd((operation.Table, operation.Kind), static key => Statement(key.Item1, key.Item2)));
        foreach (var column in Columns(operation.Table, operation.Kind))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = column.ReadAll(operation.Rows), DataTypeName = $"{column.StoreType}[]" });
        }
        return command;
    }

    private static IReadOnlyList<SqlColumn> Columns(SqlTable table, SqlOperationKind kind) =>
        kind is SqlOperationKind.Delete or SqlOperationKind.DeleteAny ? table.Keys : table.Columns;

    private static string Statement(SqlTable table, SqlOperationKind kind)
    {
        var columns = Columns(table, kind);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
        var arrays = string.Join(", ", columns.Select((column, index) => $"${index + 1}::{column.StoreType}[]"));
        var found = string.Join(" and ", table.Keys.Select(key => $"t.\"{key.Name}\" = x.\"{key.Name}\""));
        return kind switch
        {
            SqlOperationKind.Insert => $"insert into {table.Name} ({names}) select * from unnest({arrays})",
            SqlOperationKind.InsertIfAbsent => $"insert into {table.Name} ({names}) select * from unnest({arrays}) on conflict do nothing",
            SqlOperationKind.Update =>
                $"update {table.Name} t set {string.Join(", ", table.Values.Select(column => $"\"{column.Name}\" = x.\"{column.Name}\""))} "
                    + $"from unnest({arrays}) as x({names}) where {found}"
                    + (table.IsRevisioned ? $" and t.{SqlTable.Revision} = x.{SqlTable.Revision} - 1" : ""),
            _ => $"delete from {table.Name} t using (select distinct * from unnest({arrays})) as x({names}) where {found}",
        };
    }
}
