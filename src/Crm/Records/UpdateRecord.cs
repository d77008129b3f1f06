using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Changes fields of a record; those that are not given stay.</summary>
public sealed class UpdateRecord(UseCaseExecutor executor)
{
    /// <summary>Changes it. An input that changes nothing writes nothing and keeps the revision.</summary>
    /// <exception cref="CrmException">NotFound. Stale: another revision was found, and named. Invalid: names every wrong field. Refused: it is deleted, or a reference is taken. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, UpdateRecordInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "record.update",
            Right.EditRecords,
            input,
            async context =>
            {
                var before = await context.GetRecordAsync(input.Record, input.ExpectedRevision, cancellationToken);
                return RecordResult.Of(await context.ChangeAsync(before, input.Changes, cancellationToken));
            },
            cancellationToken
        );
}

/// <summary>Which record is to be changed, and how.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
/// <param name="Changes">The fields.</param>
public sealed record UpdateRecordInput(RecordRef Record, int? ExpectedRevision, RecordInput Changes);
