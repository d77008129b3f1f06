using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins;

/// <summary>Optional, one per plugin: registers what the plugin's classes need. Called once, while the host builds its container.</summary>
public interface IPluginSetup
{
    /// <summary>Adds services and settings.</summary>
    void Configure(PluginBuilder builder);
}
