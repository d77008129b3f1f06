namespace Crm.Stores;

/// <summary>Something that a plugin brought to the installation when a host last loaded it.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Kind">What it is, such as <c>stop rule</c> or <c>step handler</c>.</param>
/// <param name="Key">Its key.</param>
public sealed record PluginPart(string Plugin, string Kind, string Key);
