namespace Crm.Stores;

/// <summary>What a portion did.</summary>
/// <param name="Deleted">How many rows it deleted.</param>
/// <param name="Next">Where the next one begins; null: there is none.</param>
public readonly record struct RetentionPortion(int Deleted, RetentionPosition? Next);
