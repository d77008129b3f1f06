namespace Crm.Stores;

/// <summary>What the deals of a stage in one currency come to.</summary>
/// <param name="Stage">The stage's key.</param>
/// <param name="Currency">The currency; null for deals without an amount.</param>
/// <param name="Count">How many deals.</param>
/// <param name="AmountMinor">Their amounts together, in minor units.</param>
public sealed record StageTotal(string Stage, string? Currency, int Count, long AmountMinor);
