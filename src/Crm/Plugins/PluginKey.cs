namespace Crm.Plugins;

/// <summary>Keys of plugins' types: the plugin's id, a dot, a name. The prefix of the essential plugin may be left out where people write.</summary>
internal static class PluginKey
{
    /// <summary>The prefix that may be left out.</summary>
    public const string EssentialsPrefix = "crm.";

    /// <summary>Whether a key is well formed and the plugin's own.</summary>
    public static bool IsOf(string pluginId, string key) =>
        key.Length > pluginId.Length + 1
        && key.StartsWith(pluginId + ".", StringComparison.Ordinal)
        && key.Split('.').All(part => part.Length > 0 && part.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'));

    /// <summary>Finds by the whole key, then by the key with the essential plugin's prefix; null where there is none.</summary>
    public static T? Find<T>(IReadOnlyDictionary<string, T> loaded, string key)
        where T : class => loaded.GetValueOrDefault(key) ?? loaded.GetValueOrDefault(EssentialsPrefix + key);

    /// <inheritdoc cref="Find{T}(IReadOnlyDictionary{string, T}, string)"/>
    /// <exception cref="CrmException">There is none; names those that are loaded.</exception>
    public static T Find<T>(IReadOnlyDictionary<string, T> loaded, IReadOnlyList<LoadedPlugin> plugins, string key, string field, string word)
        where T : class =>
        Find(loaded, key)
        ?? throw CrmException.Invalid([Unknown(plugins, key, new Problem(field, $"There is no {word} '{key}'; loaded are {Listed(loaded.Keys)}."))]);

    /// <summary>
    /// Says so where the key can only be that of a plugin that is here, but refused: its keys were never read, so their prefix is all there is to go by. The reason is not told: it may name folders,
    /// and whoever asks may be anybody.
    /// </summary>
    private static Problem Unknown(IReadOnlyList<LoadedPlugin> plugins, string key, Problem problem) =>
        plugins.FirstOrDefault(plugin => plugin.State == PluginState.Refused && key.StartsWith(plugin.Id + ".", StringComparison.Ordinal)) is { } refused
            ? problem with
            {
                Message = $"{problem.Message} Its plugin {refused.Id} is refused; the log says why.",
                Code = "plugin-refused",
            }
            : problem;

    private static string Listed(IEnumerable<string> keys) => string.Join(", ", keys.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";
}
