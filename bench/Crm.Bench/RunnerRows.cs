using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Crm.Bench;

/// <summary>Proves that engine and limit wrote the same: as many rows in every table, with the same columns set and of nearly the same size, every step once.</summary>
internal static class RunnerRows
{
    private static readonly (string Table, string Moment, int PerStep)[] Tables =
    [
        ("crm_step_execution", "first_decided_at", 1),
        ("crm_activity", "recorded_at", 1),
        ("crm_timeline_entry", "recorded_at", 2),
        ("crm_outbox_event", "occurred_at", 1),
    ];

    /// <summary>Counts and compares.</summary>
    /// <exception cref="InvalidOperationException">They differ; says where.</exception>
    public static async Task CheckAsync(BenchDatabase database, int due, DateTimeOffset engineAt, DateTimeOffset limitAt, Report? report)
    {
        await using DbConnection connection = database.IsPostgres
            ? new NpgsqlConnection(database.ConnectionString)
            : new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        foreach (var (table, moment, perStep) in Tables)
        {
            var engine = await ShapeAsync(connection, database.IsPostgres, table, $"{moment} = {Literal(database, engineAt)}");
            var limit = await ShapeAsync(connection, database.IsPostgres, table, $"{moment} = {Literal(database, limitAt)}");
            Compare(table, engine, limit, due * perStep);
            report?.Note(
                $"Rows of {table}: {engine["rows"]:#,0} by the engine, {limit["rows"]:#,0} by the limit; bytes of a row {engine["bytes"] / engine["rows"]} and {limit["bytes"] / limit["rows"]}."
            );
        }
        foreach (var at in new[] { engineAt, limitAt })
        {
            var moved = await CountAsync(
                connection,
                $"""
                select count(*) from crm_enrollment e join crm_step_execution x on x.enrollment = e.id and x.tenant = e.tenant
                where x.first_decided_at = {Literal(
                    database,
                    at
                )} and e.state = 'Active' and e.step_key = 'second-call' and e.due_local is not null and e.revision = 2
                """
            );
            if (moved != due)
                throw new InvalidOperationException($"{moved} enrollments moved on instead of {due}.");
        }
        var twice = await CountAsync(
            connection,
            "select count(*) from (select 1 from crm_step_execution group by enrollment, step_key, pass having count(*) > 1) as t"
        );
        if (twice != 0)
            throw new InvalidOperationException($"{twice} steps were decided twice.");
    }

    private static void Compare(string table, Dictionary<string, long> engine, Dictionary<string, long> limit, int rows)
    {
        if (engine["rows"] != rows || limit["rows"] != rows)
            throw new InvalidOperationException($"{table}: {engine["rows"]} rows by the engine, {limit["rows"]} by the limit, {rows} are due.");
        var differ = engine.Keys.Where(column => column != "bytes" && engine[column] != limit[column]).ToList();
        if (differ.Count > 0)
            throw new InvalidOperationException($"{table}: engine and limit do not set the same columns: {string.Join(", ", differ)}.");
        if (Math.Abs((double)engine["bytes"] / limit["bytes"] - 1) > 0.03)
            throw new InvalidOperationException($"{table}: {engine["bytes"]} bytes by the engine, {limit["bytes"]} by the limit.");
    }

    /// <summary>How many rows, how many values of each column that are not null, and how many bytes.</summary>
    private static async Task<Dictionary<string, long>> ShapeAsync(DbConnection connection, bool isPostgres, string table, string where)
    {
        var columns = await ColumnsAsync(connection, isPostgres, table);
        var bytes = string.Join(" + ", columns.Select(column => $"coalesce(length(cast(\"{column}\" as text)), 0)"));
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select count(*), {string.Join(", ", columns.Select(column => $"count(\"{column}\")"))}, coalesce(sum({bytes}), 0) from {table} where {where}";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var shape = new Dictionary<string, long>
        {
            ["rows"] = reader.GetInt64(0),
            ["bytes"] = Convert.ToInt64(reader.GetValue(columns.Count + 1), CultureInfo.InvariantCulture),
        };
        for (var index = 0; index < columns.Count; index++)
            shape[columns[index]] = reader.GetInt64(index + 1);
        return shape;
    }

    private static async Task<List<string>> ColumnsAsync(DbConnection connection, bool isPostgres, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = isPostgres
            ? $"select column_name from information_schema.columns where table_name = '{table}' order by ordinal_position"
            : $"select name from pragma_table_info('{table}')";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0));
        return columns;
    }

    private static async Task<long> CountAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string Literal(BenchDatabase database, DateTimeOffset at) =>
        database.IsPostgres
            ? $"'{at:O}'::timestamptz"
            : ((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);
}
