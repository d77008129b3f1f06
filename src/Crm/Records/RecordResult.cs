namespace Crm.Records;

/// <summary>What became of a record.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Revision">Its revision now; expected by the next change.</param>
public sealed record RecordResult(RecordRef Record, string Name, int Revision)
{
    /// <summary>Other records of its type that have one of its email addresses and that the caller may see; only if it was created or restored.</summary>
    public IReadOnlyList<RecordRef> SharesAddressWith { get; init; } = [];

    /// <summary>Key of the stage that a deal came from; only if it was moved.</summary>
    public string? FromStage { get; init; }

    /// <summary>Why the deal had been lost; only if it was moved.</summary>
    public string? FromLossReason { get; init; }

    /// <summary>When the deal had been won or lost; only if it was moved.</summary>
    public DateOnly? FromClosedOn { get; init; }

    /// <inheritdoc/>
    public bool Equals(RecordResult? other) =>
        other is not null
        && (Record, Name, Revision) == (other.Record, other.Name, other.Revision)
        && (FromStage, FromLossReason, FromClosedOn) == (other.FromStage, other.FromLossReason, other.FromClosedOn)
        && SharesAddressWith.SequenceEqual(other.SharesAddressWith);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Record, Name, Revision);

    internal static RecordResult Of(CrmRecord record) => new(record.Ref, record.Name, record.Revision);
}
