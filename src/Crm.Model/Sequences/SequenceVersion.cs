using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>A published version; immutable.</summary>
public sealed record SequenceVersion : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The version's id.</summary>
    public required SequenceVersionId Id { get; init; }

    /// <summary>Its sequence.</summary>
    public required SequenceId Sequence { get; init; }

    /// <summary>1 for the first one published.</summary>
    public required int Number { get; init; }

    /// <summary>The definition as JSON.</summary>
    public required string Definition { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>By whom.</summary>
    public required Actor PublishedBy { get; init; }
}

/// <summary>Identifies a published version of a sequence.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SequenceVersionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
