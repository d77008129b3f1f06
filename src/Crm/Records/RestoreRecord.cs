using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Restores a deleted record. Enrollments that ended with the deletion stay ended. Publishes <c>record.restored</c>.</summary>
/// <remarks>A record that is not deleted stays as it is. NotFound. Stale: another revision was found.</remarks>
public sealed class RestoreRecord : UseCase<RestoreRecordInput, RecordResult>
{
    private readonly IRecordFollower follower;

    internal RestoreRecord(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "record.restore", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<RecordResult> DecideAsync(Work work, RestoreRecordInput input)
    {
        var before = await work.GetRecordAsync(input.Record, input.ExpectedRevision);
        var after = (await work.DecisionsAsync(before.Type, null, before)).Restore(before);
        await follower.FollowAsync(work, [new RecordChange(before, after)]);
        return await work.ResultAsync(after);
    }
}

/// <summary>Which record is to be restored.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record RestoreRecordInput(RecordRef Record, int? ExpectedRevision = null);
