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
