namespace Crm.Stores;

/// <summary>Which deals a board shows.</summary>
public sealed record DealBoardFilter
{
    /// <summary>Key of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Keys of the stages whose first deals are shown.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Keys of those of the stages whose totals are counted: over all of their deals.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>Owners that the caller may see; deals that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of one of these owners; null: all.</summary>
    public IReadOnlyCollection<MemberId>? Owners { get; init; }

    /// <summary>Deals of each stage at most, 1–200.</summary>
    public int MaxPerStage { get; init; } = 25;
}
