using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Which enrollments are shown. Null members do not narrow.</summary>
public sealed record EnrollmentFilter
{
    /// <summary>Only of this sequence.</summary>
    public SequenceId? Sequence { get; init; }

    /// <summary>Only of this record.</summary>
    public RecordId? Record { get; init; }

    /// <summary>Only in these states.</summary>
    public IReadOnlyCollection<EnrollmentState>? States { get; init; }

    /// <summary>Only those that this led to where they stand, such as what blocks them.</summary>
    public string? Cause { get; init; }

    /// <summary>Only of this batch.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Only those that work in this member's name.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Owners that the caller may see; those that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }
}
