using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Components;

/// <summary>What a field of a generated form takes.</summary>
internal enum SchemaFieldKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>A number, whole ones too.</summary>
    Number,

    /// <summary>One of a list.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>Texts, one per line.</summary>
    Lines,
}

/// <summary>A member of a JSON Schema's object as a field of a form (JSON Schema 2020-12: <c>type</c>, <c>enum</c>, <c>format</c>, <c>title</c>, <c>description</c>, <c>required</c>).</summary>
internal sealed record SchemaField(string Name, SchemaFieldKind Kind)
{
    /// <summary>What people read.</summary>
    public required string Label { get; init; }

    /// <summary>More words, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The type of its input element.</summary>
    public string InputType { get; init; } = "text";

    /// <summary>The fields of an object's schema; members that are objects themselves have none: they are left to programs.</summary>
    public static IReadOnlyList<SchemaField> Of(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return [.. properties.EnumerateObject().Select(property => Of(property.Name, property.Value, required.Contains(property.Name))).OfType<SchemaField>()];
    }

    /// <summary>A value as the control shows it.</summary>
    public static string Write(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray list => string.Join('\n', list.Select(one => one?.ToString())),
            _ => value.ToString(),
        };

    /// <summary>What is typed as a value; null where it is empty. What is no number stays text, so that the type's own check names it.</summary>
    public JsonNode? Read(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : Kind == SchemaFieldKind.Number && decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
        : Kind == SchemaFieldKind.Lines
            ? new JsonArray([.. typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line)])
        : JsonValue.Create(typed);

    /// <summary>Writes what was typed or ticked into the object; what is empty leaves it.</summary>
    public void Put(JsonObject into, string? typed)
    {
        if (Kind == SchemaFieldKind.Boolean)
            into[Name] = typed == "true";
        else if (Read(typed) is { } value)
            into[Name] = value;
        else
            into.Remove(Name);
    }

    private static SchemaField? Of(string name, JsonElement schema, bool isRequired)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return new SchemaField(name, SchemaFieldKind.Text) { Label = Formats.Words(name), IsRequired = isRequired };
        var choices = schema.TryGetProperty("enum", out var listed)
            ? listed.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).ToList()
            : [];
        SchemaFieldKind? kind =
            choices.Count > 0
                ? SchemaFieldKind.Choice
                : TypeOf(schema) switch
                {
                    "boolean" => SchemaFieldKind.Boolean,
                    "number" or "integer" => SchemaFieldKind.Number,
                    "array" => SchemaFieldKind.Lines,
                    "object" => null,
                    _ => SchemaFieldKind.Text,
                };
        return kind is { } known
            ? new SchemaField(name, known)
            {
                Label = TextOf(schema, "title") ?? Formats.Words(name),
                Description = TextOf(schema, "description"),
                IsRequired = isRequired,
                Choices = choices,
                InputType = InputTypeOf(known, TextOf(schema, "format")),
            }
            : null;
    }

    private static string InputTypeOf(SchemaFieldKind kind, string? format) =>
        (kind, format) switch
        {
            (SchemaFieldKind.Number, _) => "number",
            (_, "date") => "date",
            (_, "email") => "email",
            (_, "uri") => "url",
            _ => "text",
        };

    /// <summary>The type without null, which stands beside it where the member may be empty.</summary>
    private static string? TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null")
        : type.GetString();

    private static string? TextOf(JsonElement schema, string member) =>
        schema.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
