using System.Globalization;
using System.Text.Json;
using Crm.Sequences.Templates;

namespace Crm.Sequences.Definition;

/// <summary>Checks settings against the schema that the contract exports (types, required and unknown members, words, ranges, templates), in words for people.</summary>
/// <remarks>Not a general JSON Schema validator: those name rules, not what to write.</remarks>
internal static class SettingsSchema
{
    /// <summary>Adds what is wrong to the problems.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="value">The settings.</param>
    /// <param name="field">Where they stand.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="tags">The fields that templates can name; null where they are not known yet.</param>
    public static void Check(JsonElement schema, JsonElement value, string field, List<Problem> problems, TemplateFields? tags = null)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return;
        var types = Types(schema);
        if (types.Count > 0 && !types.Any(type => Is(value, type)))
        {
            problems.Add(new Problem(field, $"must be {string.Join(" or ", types.Select(Words))}, was {Found(value)}."));
            return;
        }
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
            problems.Add(new Problem(field, $"must be one of {string.Join(", ", words.EnumerateArray())}, was {Found(value)}."));
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(schema, value, field, problems, tags);
                break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                foreach (var (index, item) in value.EnumerateArray().Index())
                    Check(items, item, $"{field}[{index}]", problems, tags);
                break;
            case JsonValueKind.Number:
                CheckRange(schema, value, field, problems);
                break;
            case JsonValueKind.String when schema.TryGetProperty("x-template", out var marked) && marked.ValueKind == JsonValueKind.True:
                try
                {
                    LiquidTemplates.Check(value.GetString()!);
                    problems.AddRange((tags?.Problems(value.GetString()!) ?? []).Select(unknown => new Problem(field, unknown)));
                }
                catch (TemplateException exception)
                {
                    problems.Add(new Problem(field, exception.Message));
                }
                break;
            default:
                break;
        }
    }

    /// <summary>The JSON types that a schema allows, such as <c>string</c> and <c>null</c>; empty where it names none.</summary>
    public static IReadOnlyList<string> Types(JsonElement schema) =>
        schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
        : [type.GetString()!];

    /// <summary>The schema of a member or, for dictionaries, of any; null where there is none.</summary>
    public static JsonElement? Member(JsonElement schema, string name)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        if (schema.TryGetProperty("properties", out var members) && members.TryGetProperty(name, out var member))
            return member;
        return schema.TryGetProperty("additionalProperties", out var any) && any.ValueKind == JsonValueKind.Object ? any : null;
    }

    private static void CheckMembers(JsonElement schema, JsonElement value, string field, List<Problem> problems, TemplateFields? tags)
    {
        var known = schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().Select(member => member.Name).ToList() : [];
        var closed = schema.TryGetProperty("additionalProperties", out var any) ? any.ValueKind == JsonValueKind.False : known.Count > 0;
        foreach (var member in value.EnumerateObject())
        {
            if (Member(schema, member.Name) is { } inner)
                Check(inner, member.Value, $"{field}.{member.Name}", problems, tags);
            else if (closed)
                problems.Add(new Problem($"{field}.{member.Name}", $"is unknown; allowed are {(known.Count > 0 ? string.Join(", ", known) : "no settings")}."));
        }
        if (!schema.TryGetProperty("required", out var required))
            return;
        foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)))
            problems.Add(new Problem($"{field}.{name}", "is missing."));
    }

    private static void CheckRange(JsonElement schema, JsonElement value, string field, List<Problem> problems)
    {
        if (!value.TryGetDecimal(out var number))
            return;
        var least = schema.TryGetProperty("minimum", out var minimum) ? minimum.GetDecimal() : (decimal?)null;
        var most = schema.TryGetProperty("maximum", out var maximum) ? maximum.GetDecimal() : (decimal?)null;
        if (number < least || number > most)
            problems.Add(
                new Problem(
                    field,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"must be {least?.ToString(CultureInfo.InvariantCulture) ?? "…"} to {most?.ToString(CultureInfo.InvariantCulture) ?? "…"}, was {number}."
                    )
                )
            );
    }

    private static bool Is(JsonElement value, string type) =>
        type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "null" => value.ValueKind == JsonValueKind.Null,
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => true,
        };

    private static string Words(string type) =>
        type switch
        {
            "string" => "a text",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "true or false",
            "null" => "nothing",
            "array" => "a list",
            "object" => "an object",
            _ => type,
        };

    private static string Found(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => "a list",
            JsonValueKind.Object => "an object",
            JsonValueKind.Null => "nothing",
            _ => value.ToString() is { Length: > 40 } text ? $"'{text[..40]}…'" : $"'{value}'",
        };
}
