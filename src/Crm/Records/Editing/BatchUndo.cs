namespace Crm.Records.Editing;

/// <summary>What it takes to undo a batch of changed records.</summary>
/// <param name="Records">The records as they were.</param>
internal sealed record BatchUndo(IReadOnlyList<BatchUndo.Former> Records)
{
    /// <summary>Whom the records were given to; null: nobody, or they were not given.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>A record as it was.</summary>
    /// <param name="Record">The record.</param>
    /// <param name="Owner">Whose it was, or null.</param>
    internal sealed record Former(RecordRef Record, MemberId? Owner);
}
