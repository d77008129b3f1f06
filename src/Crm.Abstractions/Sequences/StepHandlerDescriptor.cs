using System.Text.Json;

namespace Crm.Sequences;

/// <summary>Describes a step handler.</summary>
/// <param name="Key">The key, which begins with the plugin's id, such as <c>crm.email.auto</c>.</param>
/// <param name="Label">The name that users see.</param>
/// <param name="SettingsSchema">JSON Schema of the settings; <c>x-template</c> marks templates.</param>
public sealed record StepHandlerDescriptor(string Key, string Label, JsonElement SettingsSchema)
{
    /// <summary>What the step needs beyond the record.</summary>
    public StepNeeds Needs { get; init; }
}
