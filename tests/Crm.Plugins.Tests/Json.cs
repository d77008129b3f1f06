using System.Text.Json;

namespace Crm.Tests.Plugins;

internal static class Json
{
    public static JsonElement Of(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
