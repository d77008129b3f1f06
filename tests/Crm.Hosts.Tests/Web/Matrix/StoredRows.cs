using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>All that a database holds, to be compared with what it holds later.</summary>
/// <param name="Tables">Each table's rows as one text, without the audit, when sessions were last seen, and how often a wrong password was given.</param>
/// <param name="Refusals">How many rows of the audit tell of a refusal.</param>
internal sealed record StoredRows(IReadOnlyDictionary<string, string> Tables, int Refusals)
{
    private const string Audit = "crm_audit_entry";
    private static readonly string[] Counters = ["seen_at", "failed_attempts", "locked_until"];

    /// <summary>Reads it.</summary>
    public static async Task<StoredRows> ReadAsync(DbConnection connection)
    {
        var tables = new Dictionary<string, string>();
        foreach (
            var name in await ColumnAsync(connection, "select name from sqlite_master where type = 'table' and name like 'crm\\_%' escape '\\' order by name")
        )
            if (name != Audit)
                tables[name] = await RowsAsync(connection, name);
        var refusals = await ColumnAsync(connection, $"select count(*) from {Audit} where is_refusal = 1");
        return new StoredRows(tables, int.Parse(refusals.Single(), CultureInfo.InvariantCulture));
    }

    /// <summary>The tables that differ.</summary>
    public IReadOnlyList<string> ChangedSince(StoredRows before) =>
        [.. Tables.Where(table => before.Tables[table.Key] != table.Value).Select(table => table.Key)];

    private static async Task<string> RowsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
                if (!Counters.Contains(reader.GetName(column)))
                    row.Append(Text(reader.GetValue(column))).Append('|');
            rows.Add(row.ToString());
        }
        rows.Sort(StringComparer.Ordinal);
        return string.Join('\n', rows);
    }

    private static string Text(object value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static async Task<List<string>> ColumnAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(Text(reader.GetValue(0)));
        return values;
    }
}
