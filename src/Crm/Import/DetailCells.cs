using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;

namespace Crm.Import;

/// <summary>Reads the details of an activity's type from a row: as one JSON cell (<c>details</c>), member by member (<c>details.building</c>), or both.</summary>
internal static class DetailCells
{
    /// <summary>The details; null where the row has none.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong cell.</exception>
    public static JsonElement? Read(MappedRow row, IActivityType type, RowMapper mapper)
    {
        var cells = row.Fields.Where(field => field.Key.StartsWith(ImportFields.Detail, StringComparison.OrdinalIgnoreCase)).ToList();
        if (cells.Count == 0 && row["details"] is null)
            return null;
        var problems = new Problems();
        var details = row["details"] is { } json ? Parsed(json, problems) : [];
        var members = MembersOf(type);
        foreach (var (field, value) in cells)
            problems.Attempt(() =>
            {
                var name = field[ImportFields.Detail.Length..];
                if (members.Keys.FirstOrDefault(member => member.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } member)
                    throw CrmException.Invalid(
                        field,
                        $"{type.Descriptor.Key} has no such detail{(Suggestion.For(name, members.Keys) is { } close ? $"; did you mean {close}?" : "")}; it has {Problems.Listed(members.Keys)}."
                    );
                if (details.ContainsKey(member))
                    throw CrmException.Invalid(field, "The column 'details' also gives it; map only one of the two.");
                details[member] = Value(field, value, members[member], mapper);
            });
        problems.ThrowIfInvalid();
        return JsonSerializer.SerializeToElement(details);
    }

    private static JsonObject Parsed(string json, Problems problems)
    {
        try
        {
            if (JsonNode.Parse(json) is JsonObject details)
                return details;
        }
        catch (JsonException)
        {
            // Said below: what is no JSON is no object either.
        }
        problems.Add("details", $"It must be a JSON object such as {{\"building\":\"Hall 3\"}}, was '{Problems.Shown(json)}'.");
        return [];
    }

    private static Dictionary<string, JsonElement> MembersOf(IActivityType type) =>
        type.Descriptor.DetailsSchema is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];

    private static JsonNode? Value(string field, string value, JsonElement schema, RowMapper mapper)
    {
        var types = TypesOf(schema);
        if (types.Contains("integer") || types.Contains("number"))
            return mapper.Numbers.Number(field, value);
        if (types.Contains("boolean"))
            return bool.TryParse(value, out var isTrue) ? isTrue : throw CrmException.Invalid(field, $"'{value}' is not true or false.");
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("format", out var format) && format.ValueEquals("date")
            ? mapper.Date(field, value).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : value;
    }

    private static List<string> TypesOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
            return [];
        return type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString() ?? "")] : [type.GetString() ?? ""];
    }
}
