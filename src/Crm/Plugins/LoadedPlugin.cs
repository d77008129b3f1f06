using System.Reflection;
using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>A plugin of this host, as health, log and admin page show it.</summary>
/// <param name="Id">The plugin's id; the folder's name where the id could not be read.</param>
/// <param name="Name">What people read.</param>
/// <param name="Version">The assembly's version; empty where it could not be read.</param>
/// <param name="State">Whether it is in use.</param>
public sealed record LoadedPlugin(string Id, string Name, string Version, PluginState State)
{
    /// <summary>Why it was refused and what to do about it; null where it is loaded.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it was refused only because nobody named its folder: it waits for approval, and nothing is wrong with it.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Whether somebody configured it and it cannot be used.</summary>
    [JsonIgnore]
    public bool IsRefused => State == PluginState.Refused && !IsWaiting;

    /// <summary>One sentence on what it does, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The folder it comes from; null for one that is compiled in.</summary>
    public string? Folder { get; init; }

    /// <summary>Its assembly; null where it was refused before it was loaded.</summary>
    [JsonIgnore]
    public Assembly? Assembly { get; init; }
}
