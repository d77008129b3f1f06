using System.Collections.Concurrent;
using System.Data.Common;
using Npgsql;

namespace Crm.Sql;

/// <summary>One statement per table and operation over arrays, all of them in one batch: one round trip, whatever the number of rows. What all rows have in common is sent once.</summary>
internal sealed class PostgresBulkWriter : BulkWriter
{
    /// <summary>From so many rows on it pays to look what they have in common; below, every batch would be another statement for nothing.</summary>
    private const int Many = 50;

    /// <summary>More shapes than this are chance; then the texts are made anew.</summary>
    private const int MostStatements = 1_000;

    /// <summary>Texts by table, operation, and which columns (a bit for each) hold one value for all rows.</summary>
    private readonly ConcurrentDictionary<(SqlTable Table, SqlOperationKind Kind, ulong Shared), string> statements = new();

    /// <inheritdoc/>
    public override async Task WriteAsync(
        DbTransaction transaction,
        SqlStatement? settings,
        IReadOnlyList<SqlOperation> operations,
        IReadOnlyList<SqlStatement> last,
        CancellationToken cancellationToken
    )
    {
        if (operations.Count == 0)
            return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)transaction.Connection!, (NpgsqlTransaction)transaction);
        var commands = operations.Select(Command).ToList();
        if (settings is { } first)
            batch.BatchCommands.Add(Command(first));
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        foreach (var statement in last)
            batch.BatchCommands.Add(Command(statement));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException exception) when (PostgresErrors.Translate(exception) is { } translated)
        {
            throw translated;
        }
        for (var index = 0; index < operations.Count; index++)
            Check(operations[index], commands[index].RecordsAffected);
    }

    private static NpgsqlBatchCommand Command(SqlStatement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var value in statement.Values)
            command.Parameters.Add(new NpgsqlParameter(value.Name, value.Value));
        return command;
    }

    private NpgsqlBatchCommand Command(SqlOperation operation)
    {
        var columns = Columns(operation.Table, operation.Kind);
        var parameters = new NpgsqlParameter[columns.Count];
        var shared = 0UL;
        for (var index = 0; index < parameters.Length; index++)
        {
            var column = columns[index];
            object? one = null;
            var values = MayShare(operation, columns, index) ? column.ReadAll(operation.Rows, out one) : column.ReadAll(operation.Rows);
            if (values is null)
                shared |= 1UL << index;
            parameters[index] = values is null
                ? new NpgsqlParameter { Value = one ?? DBNull.Value, DataTypeName = column.StoreType }
                : new NpgsqlParameter { Value = values, DataTypeName = $"{column.StoreType}[]" };
        }
        if (statements.Count > MostStatements)
            statements.Clear();
        var command = new NpgsqlBatchCommand(
            statements.GetOrAdd((operation.Table, operation.Kind, shared), static key => Statement(key.Table, key.Kind, key.Shared))
        );
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>
    /// A single row is sent as plain values: its statement is planned once, where the length of an array would have it planned anew each time. Of many rows one column stays an array, for it says how many there are: the one
    /// that finds them.
    /// </summary>
    private static bool MayShare(SqlOperation operation, IReadOnlyList<SqlColumn> columns, int index) =>
        index < 64
        && (
            operation.Rows.Count == 1
            || operation.Rows.Count >= Many
                && columns[index] != operation.Table.Keys[0]
                && operation.Kind is SqlOperationKind.Insert or SqlOperationKind.InsertIfAbsent or SqlOperationKind.Upsert or SqlOperationKind.Update
        );

    private static IReadOnlyList<SqlColumn> Columns(SqlTable table, SqlOperationKind kind) =>
        kind is SqlOperationKind.Delete or SqlOperationKind.DeleteAny ? table.Keys : table.Columns;

    private static string Statement(SqlTable table, SqlOperationKind kind, ulong shared)
    {
        var columns = Columns(table, kind);
        var (arrays, names, values) = (new List<string>(), new List<string>(), new Dictionary<SqlColumn, string>());
        for (var index = 0; index < columns.Count; index++)
        {
            var column = columns[index];
            if (index < 64 && (shared & (1UL << index)) != 0)
            {
                values[column] = $"${index + 1}::{column.StoreType}";
                continue;
            }
            arrays.Add($"${index + 1}::{column.StoreType}[]");
            names.Add($"\"{column.Name}\"");
            values[column] = $"x.\"{column.Name}\"";
        }
        var isOne = arrays.Count == 0;
        var source = isOne ? "" : $"unnest({string.Join(", ", arrays)}) as x({string.Join(", ", names)})";
        var found = string.Join(" and ", table.Keys.Select(key => $"t.\"{key.Name}\" = {values[key]}"));
        var inserted = string.Join(", ", columns.Select(column => values[column]));
        var insert =
            $"insert into {table.Name} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) "
            + (isOne ? $"values ({inserted})" : $"select {inserted} from {source}");
        return kind switch
        {
            SqlOperationKind.Insert => insert,
            SqlOperationKind.InsertIfAbsent => insert + " on conflict do nothing",
            SqlOperationKind.Upsert => $"{insert} {OnConflictReplace(table)}",
            SqlOperationKind.Update =>
                $"update {table.Name} t set {string.Join(", ", table.Values.Select(column => $"\"{column.Name}\" = {values[column]}"))}{(isOne ? "" : $" from {source}")} where {found}"
                    + (table.IsRevisioned ? $" and t.{SqlTable.Revision} = {values[table.Columns.First(column => column.Name == SqlTable.Revision)]} - 1" : ""),
            _ when isOne => $"delete from {table.Name} t where {found}",
            _ =>
                $"delete from {table.Name} t using (select distinct * from unnest({string.Join(", ", arrays)})) as x({string.Join(", ", names)}) where {found}",
        };
    }
}
