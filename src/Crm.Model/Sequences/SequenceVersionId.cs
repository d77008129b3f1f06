using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Identifies a published version of a sequence.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SequenceVersionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
