using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences.Definition;

/// <summary>How definitions are stored: like the contract's JSON, times of day as <c>HH:mm</c>.</summary>
internal static class DefinitionJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(ContractJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        options.MakeReadOnly();
        return options;
    }
}
