using System.Text.Json;

namespace Crm.Activities;

/// <summary>Describes an activity type.</summary>
/// <param name="Key">The key, which begins with the plugin's id, such as <c>crm.call</c>; stored with the data.</param>
/// <param name="Label">The name that users see.</param>
/// <param name="DetailsSchema">JSON Schema of the details, or null if the type has none.</param>
public sealed record ActivityTypeDescriptor(string Key, string Label, JsonElement? DetailsSchema)
{
    /// <summary>The columns the type uses; a value in another column is refused.</summary>
    public ActivityFields Uses { get; init; }

    /// <summary>Columns that must have a value.</summary>
    public ActivityFields Requires { get; init; }

    /// <summary>Outcomes that a new tenant starts with; the tenant may change the list.</summary>
    public IReadOnlyList<OutcomeDescriptor> Outcomes { get; init; } = [];

    /// <summary>Name of an icon in the host's set; null for a neutral one.</summary>
    public string? Icon { get; init; }
}
