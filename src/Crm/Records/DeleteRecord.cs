using Crm.Records.Editing;
using Crm.Sequences.Enrolling;

namespace Crm.Records;

/// <summary>Deletes a record. It leaves the lists and can be restored; its history stays; its live enrollments finish, with what they have out.</summary>
public sealed class DeleteRecord(UseCaseExecutor executor)
{
    /// <summary>Deletes it; one that is deleted already stays as it is.</summary>
    /// <exception cref="CrmException">NotFound. Stale: another revision was found, and named. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, DeleteRecordInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "record.delete",
            Right.EditRecords,
            input,
            async context =>
            {
                var before = await context.GetRecordAsync(input.Record, input.ExpectedRevision, cancellationToken);
                var decisions = await context.DecisionsAsync(before.Type, null, before, cancellationToken);
                if (before.DeletedAt is null)
                    await EnrolledRecords.FinishDeletedAsync(context, [before.Id]);
                return RecordResult.Of(decisions.Delete(before));
            },
            cancellationToken
        );
}

/// <summary>Which record is to be deleted.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record DeleteRecordInput(RecordRef Record, int? ExpectedRevision = null);
