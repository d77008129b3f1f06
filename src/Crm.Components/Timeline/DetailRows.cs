using System.Text.Json;

namespace Crm.Components;

/// <summary>JSON that plugins and imports keep with an activity, as rows of a table.</summary>
internal static class DetailRows
{
    private const int MostRows = 100;
    private const int DeepestLevel = 6;

    /// <summary>Names, joined by dots for what stands within, and values; empty ones are left out.</summary>
    public static IEnumerable<(string Name, string Value)> Of(JsonElement json) => Rows("", json, 0).Where(row => row.Value.Length > 0).Take(MostRows);

    /// <summary>A member as text, a list of texts joined by commas; null where there is none.</summary>
    public static string? TextOf(JsonElement json, string member) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(member, out var value) ? null
        : value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray().Select(one => one.ToString()))
        : value.ToString();

    private static IEnumerable<(string Name, string Value)> Rows(string name, JsonElement json, int level)
    {
        if (level > DeepestLevel)
            return [(name, json.GetRawText())];
        return json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject()
                .SelectMany(member => Rows(name.Length == 0 ? member.Name : $"{name}.{member.Name}", member.Value, level + 1)),
            JsonValueKind.Array when json.EnumerateArray().All(one => one.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) =>
            [
                (name, string.Join(", ", json.EnumerateArray().Select(one => one.ToString()))),
            ],
            JsonValueKind.Array => json.EnumerateArray().SelectMany((one, at) => Rows($"{name}[{at + 1}]", one, level + 1)),
            _ => [(name, json.ToString())],
        };
    }
}
