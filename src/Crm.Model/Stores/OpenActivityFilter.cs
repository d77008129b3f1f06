namespace Crm.Stores;

/// <summary>Which open activities are shown. Null members do not narrow.</summary>
public sealed record OpenActivityFilter
{
    /// <summary>Owners that the caller may see: only activities assigned to them, and of those assigned to nobody the ones without a record or with one that these or nobody own. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of this assignee.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Only of these types.</summary>
    public IReadOnlyCollection<string>? TypeKeys { get; init; }

    /// <summary>Only due at or before, in UTC.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only what enrollments wait for.</summary>
    public bool OfSequencesOnly { get; init; }
}
