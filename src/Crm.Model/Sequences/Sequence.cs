using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>A sequence with its draft.</summary>
public sealed record Sequence : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The sequence's id.</summary>
    public required SequenceId Id { get; init; }

    /// <summary>Its key, unique within the tenant.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Who owns it, or null where the host published it.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Where it stands.</summary>
    public SequenceState State { get; init; }

    /// <summary>The draft as JSON of a sequence definition.</summary>
    public required string Draft { get; init; }

    /// <summary>The version that new enrollments take; null where none was published.</summary>
    public SequenceVersionId? Published { get; init; }

    /// <summary>When it was created, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}

/// <summary>Identifies a sequence.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SequenceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
