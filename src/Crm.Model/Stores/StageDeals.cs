namespace Crm.Stores;

/// <summary>The first deals of a stage.</summary>
/// <param name="Stage">The stage's key.</param>
/// <param name="Deals">The one that came last first.</param>
/// <param name="Next">Cursor of the list of the stage's deals by <see cref="RecordSort.StageSince"/>, with the same owners; null where these are all.</param>
public sealed record StageDeals(string Stage, IReadOnlyList<Deal> Deals, string? Next);
