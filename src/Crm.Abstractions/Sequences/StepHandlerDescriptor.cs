using System.Text.Json;

namespace Crm.Sequences;

/// <summary>What a step handler is.</summary>
/// <param name="Key">The key with the plugin's id in front, such as <c>crm.email.auto</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="SettingsSchema">JSON Schema of the settings; <c>x-template</c> marks the texts.</param>
public sealed record StepHandlerDescriptor(string Key, string Label, JsonElement SettingsSchema)
{
    /// <summary>What the step needs beyond the record.</summary>
    public StepNeeds Needs { get; init; }
}
