using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Tenancy;

/// <summary>Identifies a team.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct TeamId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
