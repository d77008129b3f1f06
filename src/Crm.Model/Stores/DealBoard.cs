namespace Crm.Stores;

/// <summary>The first deals of stages, and what is in them.</summary>
/// <param name="Stages">The stages in the order in which they were asked for.</param>
/// <param name="Totals">One for each stage that was to be counted and each currency of its deals.</param>
public sealed record DealBoard(IReadOnlyList<StageDeals> Stages, IReadOnlyList<StageTotal> Totals);
