using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>What became of a plugin at start.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum PluginState
{
    /// <summary>Its types are in use.</summary>
    Loaded,

    /// <summary>Nothing of it is in use; <see cref="LoadedPlugin.Reason"/> says why.</summary>
    Refused,
}
