using System.Data;
using DbUp.Engine;

namespace Crm.Sql;

/// <summary>DbUp's journal in <c>crm_schema_journal</c>, keyed by plugin and number.</summary>
internal sealed class SchemaJournal(Func<IReadOnlyList<string>> executed) : IJournal
{
    /// <summary>Reads the names of what ran; works on both databases.</summary>
    public const string Select = "select plugin, number from crm_schema_journal order by plugin, number";

    private const string Create =
        "create table if not exists crm_schema_journal (plugin text not null, number integer not null, applied_at text not null, primary key (plugin, number))";

    /// <inheritdoc/>
    public string[] GetExecutedScripts() => [.. executed()];

    /// <inheritdoc/>
    public void StoreExecutedScript(SqlScript script, Func<IDbCommand> dbCommandFactory)
    {
        var name = script.Name.Split('/');
        EnsureTableExistsAndIsLatestVersion(dbCommandFactory);
        using var command = dbCommandFactory();
        command.CommandText = "insert into crm_schema_journal (plugin, number, applied_at) values (@plugin, @number, cast(current_timestamp as text))";
        Add(command, "plugin", name[0]);
        Add(command, "number", int.Parse(name[1], System.Globalization.CultureInfo.InvariantCulture));
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public void EnsureTableExistsAndIsLatestVersion(Func<IDbCommand> dbCommandFactory)
    {
        using var command = dbCommandFactory();
        command.CommandText = Create;
        command.ExecuteNonQuery();
    }

    /// <summary>What a DBA who runs a migration by hand notes in the journal.</summary>
    public static string Statement(Migration migration) =>
        $"{Create};\ninsert into crm_schema_journal (plugin, number, applied_at) values ('{migration.Plugin}', {migration.Number}, cast(current_timestamp as text));\n";

    /// <summary>Reads names from a reader of <see cref="Select"/>.</summary>
    public static string NameOf(IDataRecord row) => $"{row.GetString(0)}/{row.GetInt32(1):D3}";

    private static void Add(IDbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
