using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Plugins;

/// <summary>
/// How details and settings of plugins, and inputs and results of use cases, are written as JSON: camelCase, enums as camelCase words, ids and records as text, unknown members refused, nullability
/// respected.
/// </summary>
public static class ContractJson
{
    /// <summary>The options; not <see cref="JsonSerializerDefaults.Web"/>, under which a number's schema becomes number or string.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The JSON Schema (draft 2020-12) of a record, with <see cref="DescriptionAttribute"/> as description and <c>x-template</c> where <see cref="TemplateAttribute"/> stands.</summary>
    public static JsonElement SchemaOf(Type type)
    {
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Annotate };
        return JsonSerializer.SerializeToElement(Options.GetJsonSchemaAsNode(type, exporter));
    }

    /// <summary>Reads a record from JSON.</summary>
    /// <returns>False with the reason where a member is unknown, missing, null or of the wrong type.</returns>
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
            (value, why) = (null, exception.Message);
            return false;
        }
    }

    private static JsonNode Annotate(JsonSchemaExporterContext context, JsonNode schema)
    {
        var node = schema as JsonObject;
        if (Converter(context.TypeInfo) is IDescribedJson described)
        {
            described.Describe(node = []);
            if (
                Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null
                || context is { TypeInfo.Type.IsValueType: false, PropertyInfo.IsSetNullable: true }
            )
                node["type"] = new JsonArray(node["type"]!.DeepClone(), "null");
        }
        if (context.PropertyInfo is not { } property)
            return node ?? schema;
        var attributes =
            property
                .AssociatedParameter?.AttributeProvider?.GetCustomAttributes(inherit: true)
                .Concat(property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [])
            ?? property.AttributeProvider?.GetCustomAttributes(inherit: true)
            ?? [];
        foreach (var attribute in attributes)
            Annotate(node ??= [], attribute);
        return node is null || (schema is not JsonObject && node.Count == 0) ? schema : node;
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

    private static JsonConverter Converter(JsonTypeInfo type) =>
        Nullable.GetUnderlyingType(type.Type) is { } underlying ? Options.GetConverter(underlying) : type.Converter;

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
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }
}
