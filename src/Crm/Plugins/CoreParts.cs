using System.Reflection;

namespace Crm.Plugins;

/// <summary>What the engine itself brings under the id <c>crm</c>, which it shares with the Essentials plugin: classes like a plugin's, always loaded.</summary>
internal static class CoreParts
{
    public const string Id = "crm";

    /// <summary>One instance of each; stateless.</summary>
    public static IReadOnlyList<object> All { get; } =
    [
        .. typeof(CoreParts)
            .Assembly.GetCustomAttributes<CorePartAttribute>()
            .Select(mark => mark.Type)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => Activator.CreateInstance(type, nonPublic: true)!),
    ];

    /// <summary>Whose the keys of parts are: that of the assembly's mark; without a mark, as in a test, what stands before the key's last dot.</summary>
    public static Dictionary<string, string> PluginsOf(IEnumerable<object> parts)
    {
        var plugins = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        foreach (var (_, key, isPrefixed) in PluginContracts.Keys(part))
            if (isPrefixed)
                plugins[key] = IdOf(part.GetType().Assembly) ?? key[..Math.Max(0, key.LastIndexOf('.'))];
        return plugins;
    }

    /// <summary>Whose the classes of an assembly are; null without a mark.</summary>
    public static string? IdOf(Assembly assembly) => assembly == typeof(CoreParts).Assembly ? Id : assembly.GetCustomAttribute<CrmPluginAttribute>()?.Id;
}
