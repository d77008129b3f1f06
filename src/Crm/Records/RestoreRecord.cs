using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Restores a deleted record. Enrollments that ended with the deletion stay ended.</summary>
public sealed class RestoreRecord(UseCaseExecutor executor)
{
    /// <summary>Restores it; one that is not deleted stays as it is.</summary>
    /// <exception cref="CrmException">NotFound. Stale: another revision was found, and named. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, RestoreRecordInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "record.restore",
            Right.EditRecords,
            input,
            async context =>
            {
                var before = await context.GetRecordAsync(input.Record, input.ExpectedRevision, cancellationToken);
                var decisions = await context.DecisionsAsync(before.Type, null, before, cancellationToken);
                return RecordResult.Of(decisions.Restore(before));
            },
            cancellationToken
        );
}

/// <summary>Which record is to be restored.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record RestoreRecordInput(RecordRef Record, int? ExpectedRevision = null);
