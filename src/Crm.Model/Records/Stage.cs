namespace Crm.Records;

/// <summary>A stage of a pipeline.</summary>
/// <param name="Key">Stored with the deal, such as <c>negotiation</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">Whether deals in it are open, won or lost.</param>
public sealed record Stage(string Key, string Name, StageKind Kind)
{
    /// <summary>How likely an open deal in it is won, in percent, 0–100; null: as its place among the open stages says.</summary>
    public int? Probability { get; init; }
}
