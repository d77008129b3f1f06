namespace Crm.Sequences;

/// <summary>Where a sequence stands after it was saved or published.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Number of the published version; null where none is.</param>
/// <param name="IsChanged">Whether anything was written.</param>
public sealed record SavedSequence(SequenceId Id, string Key, string Name, int? Version, bool IsChanged);
