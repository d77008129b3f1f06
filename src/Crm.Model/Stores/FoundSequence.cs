using Crm.Sequences;

namespace Crm.Stores;

/// <summary>A sequence that a search found.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Where it stands.</param>
public sealed record FoundSequence(SequenceId Id, string Key, string Name, SequenceState State);
