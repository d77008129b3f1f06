namespace Crm.Sequences;

/// <summary>Which sequence, and what a person says to it.</summary>
/// <param name="Key">The sequence's key.</param>
/// <param name="Why">Why, in words, at most 500 characters; null for none.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record SequenceStateInput(string Key, string? Why = null, int? Revision = null);
