using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>Writes values of fields as plain JSON values.</summary>
internal sealed class FieldValueConverter : JsonConverter<FieldValue>, IDescribedJson
{
    /// <inheritdoc/>
    public override FieldValue? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? throw new JsonException("The value of a field must be a text, a number, true, false or null.")
            : FieldValue.Of(JsonElement.ParseValue(ref reader));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.ToScalar());

    /// <inheritdoc/>
    public void Describe(JsonObject schema) => schema["type"] = new JsonArray("string", "number", "boolean");
}
