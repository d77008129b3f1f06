using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Changes fields of a record; those that are not given stay, and an input that changes nothing keeps the revision. Publishes <c>record.updated</c>, and <c>deal.moved</c> where the stage changes.</summary>
/// <remarks>NotFound. Stale: another revision was found. Invalid: names every wrong field. Refused with <c>deleted</c> or <c>reference-taken</c>.</remarks>
public sealed class UpdateRecord : UseCase<UpdateRecordInput, RecordResult>
{
    private readonly IRecordFollower follower;

    internal UpdateRecord(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "record.update", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<RecordResult> DecideAsync(Work work, UpdateRecordInput input)
    {
        var before = await work.GetRecordAsync(input.Record, input.ExpectedRevision);
        return RecordResult.Of(await work.ChangeAsync(before, input.Changes, follower));
    }
}

/// <summary>Which record is to be changed, and how.</summary>
/// <param name="Record">The record.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
/// <param name="Changes">The fields.</param>
public sealed record UpdateRecordInput(RecordRef Record, int? ExpectedRevision, RecordInput Changes);
