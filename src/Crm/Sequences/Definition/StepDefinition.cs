using System.Text.Json;

namespace Crm.Sequences;

/// <summary>One step of a sequence.</summary>
public sealed record StepDefinition
{
    /// <summary>The step's key within the sequence; texts, migration and reports refer to it.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the step's handler, such as <c>crm.email.auto</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How long after the previous step; the first counts from enrollment.</summary>
    public Delay Delay { get; init; }

    /// <summary>The local time of day, to the minute; null for whatever time the delay ends at.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>Whether the next step's delay starts when a person or server has finished this one; false: when it was decided.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>The handler's settings, a JSON object.</summary>
    public JsonElement Settings { get; init; } = JsonElement.Parse("{}");

    /// <inheritdoc/>
    public bool Equals(StepDefinition? other) =>
        other is not null
        && (Key, Type, Delay, At, Wait) == (other.Key, other.Type, other.Delay, other.At, other.Wait)
        && JsonElement.DeepEquals(Settings, other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Type, Delay, At, Wait);
}
