using Crm.Records;
using Crm.Stores;

namespace Crm.Sequences;

/// <summary>Identifies a sequence.</summary>
public readonly record struct SequenceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Identifies a published version of a sequence.</summary>
public readonly record struct SequenceVersionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

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

/// <summary>Where a sequence stands.</summary>
public enum SequenceState
{
    /// <summary>Takes enrollments once a version is published.</summary>
    Open,

    /// <summary>Nothing goes out; nobody is dropped.</summary>
    Paused,

    /// <summary>Takes no new enrollments; live ones finish.</summary>
    Archived,

    /// <summary>Over; all enrollments are finished.</summary>
    Ended,
}

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
    public required string PublishedBy { get; init; }
}

/// <summary>A revision of a step's texts; the highest one counts for what is rendered from now on.</summary>
public sealed record StepText : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The version whose step it is.</summary>
    public required SequenceVersionId Version { get; init; }

    /// <summary>The step's key.</summary>
    public required string StepKey { get; init; }

    /// <summary>1 for what was published.</summary>
    public required int TextRevision { get; init; }

    /// <summary>The settings that are templates, as a JSON object.</summary>
    public required string Texts { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>By whom.</summary>
    public required string By { get; init; }
}
