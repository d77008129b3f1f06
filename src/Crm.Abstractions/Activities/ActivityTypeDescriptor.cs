using System.Text.Json;

namespace Crm.Activities;

/// <summary>What a type of activity is.</summary>
/// <param name="Key">The key with the plugin's id in front, such as <c>crm.call</c>; stored with the data.</param>
/// <param name="Label">What people read.</param>
/// <param name="DetailsSchema">JSON Schema of the details, or null where the type has none.</param>
public sealed record ActivityTypeDescriptor(string Key, string Label, JsonElement? DetailsSchema)
{
    /// <summary>The columns the type uses; a value in another column is refused.</summary>
    public ActivityFields Uses { get; init; }

    /// <summary>Columns that must have a value.</summary>
    public ActivityFields Requires { get; init; }

    /// <summary>Outcomes that a new tenant starts with; the tenant's own list wins.</summary>
    public IReadOnlyList<OutcomeDescriptor> Outcomes { get; init; } = [];

    /// <summary>One of <see cref="ActivityIcons"/>; a neutral one where null.</summary>
    public string? Icon { get; init; }
}
