using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Whose the records are to be.</summary>
/// <param name="Records">1 to 1,000 records; one that is named twice counts once.</param>
/// <param name="Owner">An active member; null: nobody's, so that everybody sees them.</param>
public sealed record AssignRecordsInput(IReadOnlyList<RecordRef> Records, MemberId? Owner);

/// <summary>Gives records to a member, as one batch that can be undone. Whatever hangs on them follows, as where a record gets another owner. Publishes <c>record.updated</c> for each.</summary>
/// <remarks>Invalid: there are no records, too many, or no such active member. A record that is unknown, deleted or not for the caller to see is refused, and the others are given.</remarks>
public sealed class AssignRecords : UseCase<AssignRecordsInput, BulkResult>
{
    internal const string Kind = "records.assign";

    private readonly IRecordFollower follower;

    internal AssignRecords(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, Kind, Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<BulkResult> DecideAsync(Work work, AssignRecordsInput input)
    {
        if (input.Owner is { } owner && !(work.Access.Members.TryGetValue(owner, out var member) && member.IsActive))
            throw CrmException.Invalid("owner", "There is no such member; give the id of an active member.");
        var bulk = await BulkChange.OpenAsync(work, input.Records);
        bulk.Each(bulk.Records, record => bulk.Decisions.Change(record, OwnedBy(input.Owner)));
        return await bulk.FinishAsync(
            follower,
            Kind,
            changes => new BatchUndo([.. changes.Select(change => new BatchUndo.Former(change.Before.Ref, change.Before.Owner))]) { Owner = input.Owner }
        );
    }

    internal static RecordInput OwnedBy(MemberId? owner) => new() { Fields = new Dictionary<string, FieldValue?> { ["owner"] = owner is { } id ? id : null } };
}
