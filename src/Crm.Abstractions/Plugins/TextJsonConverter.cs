using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>Writes a value as the text that its <see cref="object.ToString"/> gives, as a member and as a dictionary's key; <see cref="ContractJson.SchemaOf"/> describes it as such. Stateless.</summary>
/// <typeparam name="T">The value's type, which names the converter with <see cref="JsonConverterAttribute"/>.</typeparam>
public abstract class TextJsonConverter<T> : JsonConverter<T>, IDescribedJson
    where T : notnull
{
    /// <summary>The <c>format</c> of the text in JSON Schema, such as <c>uuid</c>; null for none.</summary>
    protected virtual string? Format => null;

    /// <summary>The <c>pattern</c> of the text in JSON Schema, a regular expression of ECMA-262; null for none.</summary>
    protected virtual string? Pattern => null;

    /// <summary>What is expected, for whoever wrote something else, such as <c>A delay is expected, such as '2 days'</c>; without a full stop.</summary>
    protected abstract string Expected { get; }

    /// <summary>Reads the text.</summary>
    /// <returns>False where it is none of this type.</returns>
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
