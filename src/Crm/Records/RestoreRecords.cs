using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Restores deleted records, as one batch that can be undone; each as <see cref="RestoreRecord"/> does. Publishes <c>record.restored</c> for each.</summary>
/// <remarks>Invalid: there are no records, or too many. A record that is unknown or not for the caller to see is refused, and the others are restored; one that is not deleted stays as it is.</remarks>
public sealed class RestoreRecords : UseCase<RecordsInput, BulkResult>
{
    internal const string Kind = "records.restore";

    private readonly IRecordFollower follower;

    internal RestoreRecords(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, Kind, Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<BulkResult> DecideAsync(Work work, RecordsInput input)
    {
        var bulk = await BulkChange.OpenAsync(work, input.Records);
        bulk.Each(bulk.Records, bulk.Decisions.Restore);
        return await bulk.FinishAsync(
            follower,
            Kind,
            changes => new BatchUndo([.. changes.Select(change => new BatchUndo.Former(change.Before.Ref, change.Before.Owner))])
        );
    }
}
