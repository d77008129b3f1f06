using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>Writes a value as the string that its <see cref="object.ToString"/> returns, both as a value and as a dictionary key; <see cref="ContractJson.SchemaOf"/> describes it as a string. Stateless.</summary>
/// <typeparam name="T">The value's type, which names the converter in its <see cref="JsonConverterAttribute"/>.</typeparam>
public abstract class TextJsonConverter<T> : JsonConverter<T>, IDescribedJson
    where T : notnull
{
    /// <summary>The <c>format</c> of the text in JSON Schema, such as <c>uuid</c>; null for none.</summary>
    protected virtual string? Format => null;

    /// <summary>The <c>pattern</c> of the text in JSON Schema, an ECMA-262 regular expression; null for none.</summary>
    protected virtual string? Pattern => null;

    /// <summary>The start of the error message for other input, such as <c>A delay is expected, such as '2 days'</c>; without a final period.</summary>
    protected abstract string Expected { get; }

    /// <summary>Parses the text.</summary>
    /// <returns>False if the text is not a valid value.</returns>
    protected abstract bool TryParse(string text, [MaybeNullWhen(false)] out T value);

    /// <inheritdoc/>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()!) : throw new JsonException($"{Expected}.");

    /// <inheritdoc/>
    public sealed override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString()!);

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }

    /// <inheritdoc/>
    public sealed override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString()!);
    }

    void IDescribedJson.Describe(JsonObject schema)
    {
        schema["type"] = "string";
        if (Format is { } format)
            schema["format"] = format;
        if (Pattern is { } pattern)
            schema["pattern"] = pattern;
    }

    private T Parse(string text) =>
        TryParse(text, out var value) ? value : throw new JsonException($"{Expected}; was '{(text.Length > 60 ? text[..60] + "…" : text)}'.");
}
