using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Plugins;

/// <summary>
/// The JSON form of plugins' details and settings and of use cases' inputs and results: camelCase members, enums as camelCase words, ids and record references as strings; unknown members are refused and
/// nullability is enforced.
/// </summary>
public static class ContractJson
{
    /// <summary>The serializer options. They do not start from <see cref="JsonSerializerDefaults.Web"/>, under which a number's schema allows a string too.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The JSON Schema (draft 2020-12) of a record, with the <see cref="DescriptionAttribute"/> as description and <c>x-template</c> on members with a <see cref="TemplateAttribute"/>.</summary>
    public static JsonElement SchemaOf(Type type)
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Annotate };
        return JsonSerializer.SerializeToElement(Options.GetJsonSchemaAsNode(type, exporter));
    }

    /// <summary>Reads a record from JSON.</summary>
    /// <returns>False, with the reason, if a member is unknown, missing, null or of the wrong type.</returns>
    public static bool TryRead<T>(JsonElement json, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? why)
        where T : class
    {
        try
        {
            value = json.Deserialize<T>(Options);
            why = value is null ? "A JSON object is expected." : null;
            return value is not null;
        }
        catch (JsonException exception)
        {
            (value, why) = (null, JsonWords.Of(exception, Options.GetTypeInfo(typeof(T))));
            return false;
        }
    }

    private static JsonNode Annotate(JsonSchemaExporterContext context, JsonNode schema)
    {
        var node = Describe(context.TypeInfo.Type, context.PropertyInfo) ?? schema as JsonObject;
        if (
            context.TypeInfo is { Kind: JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary, ElementType: { } element }
            && Describe(element, null) is { } entry
        )
            node![context.TypeInfo.Kind == JsonTypeInfoKind.Enumerable ? "items" : "additionalProperties"] = entry;
        if (context.TypeInfo is { Kind: JsonTypeInfoKind.Dictionary, KeyType: { } key })
            if (key.IsEnum)
                node!["propertyNames"] = new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(key).Select(name => (JsonNode)Word(name))]) };
            else if (key != typeof(string) && Describe(key, null) is { } name)
                node!["propertyNames"] = name;
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && node?["properties"] is JsonObject members)
            foreach (var property in context.TypeInfo.Properties)
                if (
                    members[property.Name] is JsonObject { Count: 1 } member
                    && member.ContainsKey("default")
                    && Describe(property.PropertyType, property) is { } described
                )
                    members[property.Name] = Annotate(described, property);
        return context.PropertyInfo is { } own
            ? Annotate(node ?? [], own) is { Count: > 0 } annotated
                ? annotated
                : schema
            : node ?? schema;
    }

    /// <summary>
    /// What a converter of ours or a set of flags is written as, or null. The exporter takes what a custom converter writes for anything: it leaves such entries of lists out, and asks nobody about such members
    /// that have a default.
    /// </summary>
    private static JsonObject? Describe(Type type, JsonPropertyInfo? property)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        var node = new JsonObject();
        if (value.IsEnum && value.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            var words = string.Join('|', Enum.GetNames(value).Select(Word));
            (node["type"], node["pattern"]) = ("string", $"^({words})(, ({words}))*$");
        }
        else if (Options.GetConverter(value) is IDescribedJson described)
            described.Describe(node);
        else
            return null;
        if ((value != type || (!type.IsValueType && property is { IsSetNullable: true })) && node["type"] is JsonValue only)
            node["type"] = new JsonArray(only.DeepClone(), "null");
        return node;
    }

    private static string Word(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static JsonObject Annotate(JsonObject node, JsonPropertyInfo property)
    {
        var attributes = (property.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(inherit: true) ?? []).Concat(
            property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? []
        );
        foreach (var attribute in attributes)
            Annotate(node, attribute);
        return node;
    }

    private static void Annotate(JsonObject node, object attribute)
    {
        switch (attribute)
        {
            case DescriptionAttribute description:
                node["description"] = description.Description;
                break;
            case TemplateAttribute:
                node["x-template"] = true;
                break;
            case System.ComponentModel.DataAnnotations.RangeAttribute range:
                node["minimum"] = Convert.ToDecimal(range.Minimum, System.Globalization.CultureInfo.InvariantCulture);
                node["maximum"] = Convert.ToDecimal(range.Maximum, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case System.ComponentModel.DataAnnotations.AllowedValuesAttribute allowed:
                node["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonSerializer.SerializeToNode(value, Options))]);
                break;
            default:
                break;
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.Converters.Add(new EnumJsonConverter());
        options.MakeReadOnly();
        return options;
    }
}
