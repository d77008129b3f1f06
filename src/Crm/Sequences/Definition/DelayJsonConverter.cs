using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sequences.Definition;

internal sealed class DelayJsonConverter : JsonConverter<Delay>
{
    public override Delay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Delay.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var delay, out var problem)
            ? delay
            : throw new JsonException("A delay " + problem);

    public override void Write(Utf8JsonWriter writer, Delay value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
