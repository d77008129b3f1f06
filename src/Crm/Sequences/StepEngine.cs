using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>What deciding steps takes, one per host: loaded handlers, parsed versions and templates, and which handlers are out of use. Safe for all threads.</summary>
public sealed class StepEngine(PluginCatalog catalog)
{
    /// <summary>What the loaded plugins bring.</summary>
    internal PluginCatalog Catalog { get; } = catalog;

    /// <summary>Parsed versions.</summary>
    internal PublishedSequences Versions { get; } = new();

    /// <summary>Parsed templates.</summary>
    internal LiquidTemplates Templates { get; } = new();

    /// <summary>Handlers and rules that did not come to an end.</summary>
    internal Quarantine Quarantine { get; } = new();

    /// <summary>Whether batches read what tenants have set about records and activities: since a step has wanted to change one or log one. Most never do.</summary>
    internal bool ReadsRecordRules { get; set; }

    /// <summary>Why a handler or rule may not run, in words; null where it may.</summary>
    internal string? WhyQuarantined(string key) => Quarantine.WhyNot(key, PluginOf(key));

    /// <summary>The id of the plugin that brings a key: the longest one that the key begins with, else the key up to its last dot.</summary>
    internal string PluginOf(string key)
    {
        string? longest = null;
        foreach (var plugin in Catalog.Plugins)
        {
            if (
                key.StartsWith(plugin.Id, StringComparison.Ordinal)
                && key.Length > plugin.Id.Length
                && key[plugin.Id.Length] == '.'
                && plugin.Id.Length > (longest?.Length ?? 0)
            )
                longest = plugin.Id;
        }
        return longest ?? (key.LastIndexOf('.') is > 0 and var dot ? key[..dot] : key);
    }
}
