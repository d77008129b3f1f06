using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Output;

/// <summary>How answers are written as JSON: camelCase, words for enumerations, ids and records as texts, times in UTC.</summary>
internal static class ConsoleJson
{
    /// <summary>On one line, for programs.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(isIndented: false);

    /// <summary>For people who look at it.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(isIndented: true);

    /// <summary>What a use case returns, on one line: as its JSON Schema says.</summary>
    public static JsonSerializerOptions Contract { get; } = new(ContractJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same for people who look at it.</summary>
    public static JsonSerializerOptions ContractIndented { get; } = new(Contract) { WriteIndented = true };

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
        return options;
    }
}
