using System.Text.Json.Nodes;

namespace Crm.Plugins;

/// <summary>A JSON converter that says what it writes, for <see cref="ContractJson.SchemaOf"/>: the framework's schemas know nothing of custom converters.</summary>
public interface IDescribedJson
{
    /// <summary>Adds <c>type</c>, and perhaps <c>format</c>, <c>pattern</c> and others, to the schema of a value.</summary>
    void Describe(JsonObject schema);
}
