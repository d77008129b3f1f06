using Microsoft.Extensions.DependencyInjection;

namespace Crm.Plugins;

/// <summary>Marks an assembly as a plugin; the engine scans no other. One per assembly.</summary>
/// <param name="id">The plugin's id, the prefix of all its keys: lower-case letters, digits, dots, such as <c>acme.social</c>. It is stored with the data and must never be renamed.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CrmPluginAttribute(string id) : Attribute
{
    /// <summary>The plugin's id.</summary>
    public string Id { get; } = id;

    /// <summary>The name that users see; defaults to the id.</summary>
    public string? Name { get; set; }

    /// <summary>One sentence that says what the plugin does.</summary>
    public string? Description { get; set; }
}
