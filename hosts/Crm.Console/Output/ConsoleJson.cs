using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Records;

namespace Crm.Output;

/// <summary>How answers are written as JSON: camelCase, words for enumerations, ids and records as texts, times in UTC.</summary>
internal static class ConsoleJson
{
    /// <summary>On one line, for programs.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(isIndented: false);

    /// <summary>For people who look at it.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(isIndented: true);

    private static JsonSerializerOptions Create(bool isIndented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DictionaryKeyPolicy = null,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = isIndented,
            // Readable umlauts: this goes to a terminal or a program, never into a page. Control characters stay escaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new IdsAsTexts());
        return options;
    }

    /// <summary>The ids of the engine hold one Guid and print it; a record prints as type and id.</summary>
    private sealed class IdsAsTexts : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert == typeof(RecordRef)
            || typeToConvert is { IsValueType: true } && typeToConvert.GetProperties() is [{ Name: "Value" } value] && value.PropertyType == typeof(Guid);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(AsText<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class AsText<T> : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
