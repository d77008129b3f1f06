using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins;

/// <summary>Marks an assembly as a plugin; the engine scans no other. One per assembly.</summary>
/// <param name="id">The plugin's id, the prefix of all its keys: lower-case letters, digits, dots, such as <c>acme.social</c>. Stored with the data, never renamed.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CrmPluginAttribute(string id) : Attribute
{
    /// <summary>The plugin's id.</summary>
    public string Id { get; } = id;

    /// <summary>What the plugin is called on pages; the id where empty.</summary>
    public string? Name { get; set; }

    /// <summary>One sentence on what it does.</summary>
    public string? Description { get; set; }
}

/// <summary>Optional, one per plugin: registers what the plugin's classes need. Called once while the host builds its container.</summary>
public interface IPluginSetup
{
    /// <summary>Adds services and settings.</summary>
    void Configure(PluginBuilder builder);
}

/// <summary>What a plugin may set up.</summary>
public sealed class PluginBuilder(string pluginId, IServiceCollection services, IReadOnlyDictionary<string, string?> configuration)
{
    /// <summary>The plugin's id.</summary>
    public string PluginId { get; } = pluginId;

    /// <summary>The host's services; add with <c>TryAdd</c>, so that a host can replace them.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The plugin's section of the host's configuration (<c>Crm:Plugins:Settings:{id}</c>), flat, keys joined by colons; case does not matter.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; } = configuration;
}
