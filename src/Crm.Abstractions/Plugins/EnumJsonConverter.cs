using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Plugins;

/// <summary>Writes an enum as its name in camelCase, and reads no numbers. Stands on the enum's type, so that any serializer writes it so: <c>[JsonConverter(typeof(EnumJsonConverter))]</c>.</summary>
public sealed class EnumJsonConverter() : JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
