namespace Crm.Plugins;

/// <summary>Which plugins are loaded (<c>Crm:Plugins</c>). A plugin is as trusted as the host: a load context isolates dependencies, not security.</summary>
public sealed class PluginOptions
{
    /// <summary>
    /// Plugins to load: the id or assembly name of one that is compiled in, or the name of a folder below one of <see cref="Folders"/>.
    /// Where no compiled-in plugin is named, all of them are loaded.
    /// </summary>
    public IList<string> Enabled { get; } = [];

    /// <summary>Folders that hold one folder per plugin; nothing outside them is ever loaded. Empty by default: then there are only compiled-in plugins.</summary>
    public IList<string> Folders { get; } = [];

    /// <summary>By plugin id, in which <c>_</c> may stand for a dot: SHA-256 over the plugin's folder, as lower-case hex. A folder plugin that is named here and has another hash is refused.</summary>
    public IDictionary<string, string> Hashes { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
