using System.Globalization;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>One migration of one plugin: a resource <c>….Migrations.NNN.postgres.sql</c> or <c>….Migrations.NNN.sqlite.sql</c>.</summary>
internal sealed class Migration
{
    /// <summary>The id under which the engine's own migrations stand.</summary>
    public const string OwnPlugin = "crm";

    private const string Folder = ".Migrations.";

    private readonly MigrationSource source;
    private readonly string resource;

    private Migration(MigrationSource source, int number, string resource) => (this.source, Number, this.resource) = (source, number, resource);

    /// <summary>The plugin's id, <c>crm</c> for the engine's own.</summary>
    public string Plugin => source.Plugin;

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>Such as <c>crm/001</c>.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Plugin}/{Number:D3}");

    /// <summary>The statements; read when they are asked for, since most starts only compare names.</summary>
    public string Script
    {
        get
        {
            using var reader = new StreamReader(source.Assembly.GetManifestResourceStream(resource)!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>All migrations for a database: the engine's own first, then by plugin and number.</summary>
    public static IReadOnlyList<Migration> All(SqlDialect dialect, IEnumerable<MigrationSource> plugins) =>
        [
            .. Of(dialect, new MigrationSource(OwnPlugin, typeof(Migration).Assembly)),
            .. plugins.OrderBy(plugin => plugin.Plugin, StringComparer.Ordinal).SelectMany(plugin => Of(dialect, plugin)),
        ];

    private static IOrderedEnumerable<Migration> Of(SqlDialect dialect, MigrationSource source)
    {
        var ending = $".{dialect.Name}.sql";
        return source
            .Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => NumberOf(name[..^ending.Length]) is { } number ? new Migration(source, number, name) : null)
            .OfType<Migration>()
            .OrderBy(migration => migration.Number);
    }

    /// <summary>The three digits that a resource ends with, below the folder; null where it is none of ours.</summary>
    private static int? NumberOf(string name) =>
        name.Length > Folder.Length + 3
        && name[..^3].EndsWith(Folder, StringComparison.Ordinal)
        && int.TryParse(name[^3..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
