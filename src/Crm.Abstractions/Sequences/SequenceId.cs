using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Identifies a sequence.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SequenceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
