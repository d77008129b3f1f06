using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Crm.Sequences.Definition;

/// <summary>Turns YAML values into JSON by the types of a schema; what does not fit stays text, for the check to name.</summary>
internal static class YamlSettings
{
    public static JsonNode? ToJson(YamlNode node, JsonElement schema) =>
        node switch
        {
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => ToJson(item, Items(schema)))]),
            YamlMappingNode mapping => Object(mapping, schema),
            YamlScalarNode scalar => Scalar(scalar, SettingsSchema.Types(schema), schema),
            _ => null,
        };

    public static bool IsNull(YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null";

    private static JsonElement Items(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("items", out var items) ? items : default;

    private static JsonObject Object(YamlMappingNode mapping, JsonElement schema)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            result[name] = ToJson(value, SettingsSchema.Member(schema, name) ?? default);
        }
        return result;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar, IReadOnlyList<string> types, JsonElement schema)
    {
        var text = scalar.Value ?? "";
        var isText = types.Contains("string") || (types.Count == 0 && schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out _));
        if (IsNull(scalar) && (types.Contains("null") || !isText))
            return null;
        if (isText || scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        if (text is "true" or "false" && (types.Count == 0 || types.Contains("boolean")))
            return JsonValue.Create(text == "true");
        return IsNumber(text) && (types.Count == 0 || types.Contains("integer") || types.Contains("number"))
            ? JsonValue.Create(JsonElement.Parse(text))
            : JsonValue.Create(text);
    }

    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 40 || !(char.IsAsciiDigit(text[0]) || text[0] == '-') || char.IsWhiteSpace(text[^1]))
            return false;
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
