using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Kernel;

/// <summary>Values that a JSON Schema allows, as <see cref="Plugins.ContractJson.SchemaOf"/> writes it.</summary>
/// <param name="root">The whole schema, for references into it.</param>
/// <param name="isFull">Whether members that are not required, entries of lists and dictionaries, are there too.</param>
internal sealed partial class SchemaSample(JsonNode root, bool isFull)
{
    private const int Deepest = 8;

    private static readonly string[] Texts =
    [
        "a text of several words",
        "contact:01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11",
        "member:01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11",
        "00:10:00",
        "2 business days",
    ];

    /// <summary>A value of the whole schema.</summary>
    public static JsonNode? Of(JsonNode schema, bool isFull) => new SchemaSample(schema, isFull).ValueOf(schema, 0);

    private JsonNode? ValueOf(JsonNode schema, int depth)
    {
        if (schema is not JsonObject node)
            return Texts[0]; // anything is allowed
        if (node["$ref"] is { } reference)
            return ValueOf(Resolve(reference.GetValue<string>()), depth);
        if (node["anyOf"] is JsonArray choices)
            return ValueOf(choices[0]!, depth);
        if (node["enum"] is JsonArray words)
            return words[0]?.DeepClone();
        return TypeOf(node) switch
        {
            "string" => TextOf(node),
            "integer" or "number" => node["minimum"]?.DeepClone() ?? 1,
            "boolean" => true,
            "array" => isFull && depth < Deepest ? new JsonArray(ValueOf(node["items"] ?? true, depth + 1)) : [],
            _ => ObjectOf(node, depth),
        };
    }

    private JsonObject ObjectOf(JsonObject schema, int depth)
    {
        var value = new JsonObject();
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
            if (required.Contains(name) || (isFull && depth < Deepest))
                value[name] = ValueOf(member!, depth + 1);
        if (isFull && schema["additionalProperties"] is JsonObject entry)
            value[schema["propertyNames"] is { } names ? ValueOf(names, depth + 1)!.GetValue<string>() : "key"] = ValueOf(entry, depth + 1);
        return value;
    }

    private JsonNode Resolve(string pointer) =>
        pointer
            .TrimStart('#')
            .Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .Aggregate(root, (at, part) => at is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : at[part]!);

    private static string? TypeOf(JsonObject schema) =>
        schema["type"] is JsonArray types ? types.Select(type => type!.GetValue<string>()).First(type => type != "null") : schema["type"]?.GetValue<string>();

    private static string TextOf(JsonObject schema) =>
        schema["format"]?.GetValue<string>() switch
        {
            "uuid" => "01990f3e-7a5c-7c3e-8f00-2b6d1e0a9c11",
            "date-time" => "2026-03-02T09:00:00+00:00",
            "date" => "2026-03-02",
            "time" => "09:00:00",
            _ when schema["pattern"]?.GetValue<string>() is { } pattern => Texts
                .Append(FirstWord().Match(pattern).Groups[1].Value)
                .FirstOrDefault(text => Regex.IsMatch(text, pattern))
                ?? throw new InvalidOperationException($"No text here matches {pattern}; add one."),
            _ => Texts[0],
        };

    /// <summary>The first of a pattern's words, as flags are described.</summary>
    [GeneratedRegex(@"^\^\((\w+)\|")]
    private static partial Regex FirstWord();
}
