using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins;

/// <summary>Gives a plugin's setup its services and its settings.</summary>
public sealed class PluginBuilder(string pluginId, IServiceCollection services, IReadOnlyDictionary<string, string?> configuration)
{
    /// <summary>The plugin's id.</summary>
    public string PluginId { get; } = pluginId;

    /// <summary>The host's services; add yours with <c>TryAdd</c> so that a host can replace them.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The plugin's section of the host's configuration (<c>Crm:Plugins:Settings:{id}</c>), flattened, with colons between the parts of a key; case does not matter.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; } = configuration;
}
