namespace Crm.Sequences;

/// <summary>A sequence.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key, unique within the tenant.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Owner">Who owns it, or null where the host published it.</param>
public sealed record SequenceSummary(SequenceId Id, string Key, string Name, SequenceState State, MemberId? Owner)
{
    internal static SequenceSummary Of(Sequence row) => new(row.Id, row.Key, row.Name, row.State, row.Owner);
}
