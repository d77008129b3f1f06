namespace Crm.Records;

/// <summary>What became of several records.</summary>
/// <param name="Batch">What <see cref="UndoBatch"/> takes to undo it; null where nothing was changed.</param>
/// <param name="Changed">The records that were changed; those that stood so already are left out.</param>
/// <param name="Refused">The records that were not changed, with the reason.</param>
public sealed record BulkResult(Guid? Batch, IReadOnlyList<RecordResult> Changed, IReadOnlyList<Refusal> Refused);
