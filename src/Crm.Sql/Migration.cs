using System.Text.RegularExpressions;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>One migration of one plugin.</summary>
/// <param name="Plugin">The plugin's id, <c>crm</c> for the engine's own.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Script">The statements.</param>
internal sealed partial record Migration(string Plugin, int Number, string Script)
{
    /// <summary>The id under which the engine's own migrations stand.</summary>
    public const string OwnPlugin = "crm";

    /// <summary>Such as <c>crm/001</c>.</summary>
    public string Name => $"{Plugin}/{Number:D3}";

    /// <summary>All migrations for a database: the engine's own first, then by plugin and number.</summary>
    public static IReadOnlyList<Migration> All(SqlDialect dialect, IEnumerable<MigrationSource> plugins) =>
        [
            .. Of(dialect, new MigrationSource(OwnPlugin, typeof(Migration).Assembly)),
            .. plugins.OrderBy(plugin => plugin.Plugin, StringComparer.Ordinal).SelectMany(plugin => Of(dialect, plugin)),
        ];

    private static IEnumerable<Migration> Of(SqlDialect dialect, MigrationSource source) =>
        source
            .Assembly.GetManifestResourceNames()
            .Select(name => (name, match: ScriptName().Match(name)))
            .Where(found => found.match.Success && found.match.Groups["database"].Value == dialect.Name)
            .Select(found => new Migration(
                source.Plugin,
                int.Parse(found.match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                Read(source, found.name)
            ))
            .OrderBy(migration => migration.Number);

    private static string Read(MigrationSource source, string resource)
    {
        using var reader = new StreamReader(source.Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"Migrations\.(?<number>\d{3})\.(?<database>postgres|sqlite)\.sql$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ScriptName();
}
