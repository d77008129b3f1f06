using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Tenancy;

/// <summary>A team with its manager.</summary>
public sealed record Team : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The team's id.</summary>
    public required TeamId Id { get; init; }

    /// <summary>The team's name, unique within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Who leads it, or null.</summary>
    public MemberId? Manager { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}

/// <summary>Identifies a team.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct TeamId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
