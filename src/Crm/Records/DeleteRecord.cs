using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Deletes a record. It leaves the lists and can be restored; its history stays; its live enrollments finish, with what they have out. Publishes <c>record.deleted</c>.</summary>
/// <remarks>A record that is deleted already stays as it is. NotFound. Stale: another revision was found.</remarks>
public sealed class DeleteRecord : UseCase<DeleteRecordInput, RecordResult>
{
    private readonly IRecordFollower follower;

    internal DeleteRecord(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "record.delete", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<RecordResult> DecideAsync(Work work, DeleteRecordInput input)
    {
        var before = await work.GetRecordAsync(input.Record, input.ExpectedRevision);
        var after = (await work.DecisionsAsync(before.Type, null, before)).Delete(before);
        await follower.FollowAsync(work, [new RecordChange(before, after)]);
        return RecordResult.Of(after);
    }
}

/// <summary>Which record is to be deleted.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record DeleteRecordInput(RecordRef Record, int? ExpectedRevision = null);
