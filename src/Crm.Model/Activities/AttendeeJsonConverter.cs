using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Writes an attendee as an object without what is null. Reads a text too, as <see cref="Attendee.Of"/> does.</summary>
internal sealed class AttendeeJsonConverter : JsonConverter<Attendee>, IDescribedJson
{
    /// <inheritdoc/>
    public override Attendee? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Attendee.Of(reader.GetString()!);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An attendee is expected: a text such as 'Ada <ada@example.com>', or an object.");
        var form = JsonSerializer.Deserialize<Form>(ref reader, ContractJson.Options)!;
        return new()
        {
            Name = form.Name,
            Address = form.Address,
            Record = form.Record,
            Member = form.Member,
            State = form.State,
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Attendee value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Name is { } name)
            writer.WriteString("name", name);
        if (value.Address is { } address)
            writer.WriteString("address", address);
        if (value.Record is { } record)
            writer.WriteString("record", record.ToString());
        if (value.Member is { } member)
            writer.WriteString("member", member.ToString());
        writer.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(value.State.ToString()));
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Describe(JsonObject schema)
    {
        foreach (var (name, node) in JsonSerializer.SerializeToNode(ContractJson.SchemaOf(typeof(Form)))!.AsObject())
            schema[name] = node?.DeepClone();
        schema["type"] = new JsonArray("object", "string");
    }

    private sealed record Form(
        string? Name = null,
        string? Address = null,
        RecordRef? Record = null,
        MemberId? Member = null,
        AttendeeState State = AttendeeState.Attended
    );
}
