using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Several records.</summary>
/// <param name="Records">1 to 1,000 records; one that is named twice counts once.</param>
public sealed record RecordsInput(IReadOnlyList<RecordRef> Records);

/// <summary>Deletes records, as one batch that can be undone; each as <see cref="DeleteRecord"/> does. Publishes <c>record.deleted</c> for each.</summary>
/// <remarks>Invalid: there are no records, or too many. A record that is unknown or not for the caller to see is refused, and the others are deleted; one that is deleted already stays so.</remarks>
public sealed class DeleteRecords : UseCase<RecordsInput, BulkResult>
{
    internal const string Kind = "records.delete";

    private readonly IRecordFollower follower;

    internal DeleteRecords(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, Kind, Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<BulkResult> DecideAsync(Work work, RecordsInput input)
    {
        var bulk = await BulkChange.OpenAsync(work, input.Records);
        bulk.Each(bulk.Records, bulk.Decisions.Delete);
        return await bulk.FinishAsync(
            follower,
            Kind,
            changes => new BatchUndo([.. changes.Select(change => new BatchUndo.Former(change.Before.Ref, change.Before.Owner))])
        );
    }
}
