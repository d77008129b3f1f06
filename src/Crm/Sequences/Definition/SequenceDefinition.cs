using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>What a sequence is: whom it is for, under which policies, and its steps. Immutable; equal where all parts are.</summary>
public sealed record SequenceDefinition
{
    private const int LongestKey = 64;

    private static readonly JsonSerializerOptions Stored = new(ContractJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The sequence's key within the tenant: lower-case letters, digits and hyphens, such as <c>welcome-2026</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The types of record that may be enrolled; at least one, none twice.</summary>
    public required IReadOnlyList<RecordType> RecordTypes { get; init; }

    /// <summary>Whether a record may be enrolled again.</summary>
    public Reenroll Reenroll { get; init; }

    /// <summary>Whether a record may be in other sequences at the same time.</summary>
    public Exclusive Exclusive { get; init; }

    /// <summary>Email address of the member who owns the sequence; null for whoever publishes it.</summary>
    public string? Owner { get; init; }

    /// <summary>IANA time zone for all recipients; null for the recipient's own.</summary>
    public string? Zone { get; init; }

    /// <summary>The steps in order; at least one, keys unique.</summary>
    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no sequence definition.</exception>
    public static SequenceDefinition FromJson(string json) =>
        JsonSerializer.Deserialize<SequenceDefinition>(json, Stored) ?? throw new JsonException("A sequence definition is expected, was null.");

    /// <summary>The definition as one JSON object, as stores keep it: camelCase, enums as words.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Stored);

    /// <summary>The key that a name stands for: <c>Welcome, 2026!</c> becomes <c>welcome-2026</c>; empty where the name has no Latin letter or digit.</summary>
    public static string KeyOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(character))
                key.Append(char.ToLowerInvariant(character));
            else if (
                key is { Length: > 0 }
                && key[^1] != '-'
                && System.Globalization.CharUnicodeInfo.GetUnicodeCategory(character) is not System.Globalization.UnicodeCategory.NonSpacingMark
            )
                key.Append('-');
            if (key.Length == LongestKey)
                break;
        }
        return key.ToString().Trim('-');
    }

    /// <summary>Whether the text is a key: 1 to 64 lower-case letters, digits, hyphens and underscores, the first a letter or digit.</summary>
    public static bool IsKey(string? text) =>
        text is { Length: >= 1 and <= LongestKey }
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');

    /// <inheritdoc/>
    public bool Equals(SequenceDefinition? other) =>
        other is not null
        && Key == other.Key
        && Name == other.Name
        && RecordTypes.SequenceEqual(other.RecordTypes)
        && (Reenroll, Exclusive, Owner, Zone) == (other.Reenroll, other.Exclusive, other.Owner, other.Zone)
        && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Name, Steps.Count);
}
