using System.Text.Json.Nodes;

namespace Crm.Plugins;

/// <summary>A JSON converter that describes what it writes, for <see cref="ContractJson.SchemaOf"/>: the framework's schemas know nothing of custom converters.</summary>
public interface IDescribedJson
{
    /// <summary>Adds <c>type</c> and, where useful, keywords such as <c>format</c> and <c>pattern</c> to the schema of a value.</summary>
    void Describe(JsonObject schema);
}
