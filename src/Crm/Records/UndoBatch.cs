using System.Text.Json;
using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>What is to be undone.</summary>
/// <param name="Batch">The batch, as <see cref="AssignRecords"/>, <see cref="DeleteRecords"/> and <see cref="RestoreRecords"/> answered it.</param>
public sealed record UndoBatchInput(Guid Batch);

/// <summary>
/// Undoes a change of several records: they get their owners back, are restored, or deleted again. Whoever made the change may undo it, even for records that went out of sight by it; others may with the right to act
/// for others, for records that they see. Publishes <c>record.updated</c>, <c>record.restored</c> or <c>record.deleted</c> for each.
/// </summary>
/// <remarks>
/// NotFound: there is no such batch, or it is another member's. Refused: it is of a kind that cannot be undone (<c>not-undoable</c>), or was undone already (<c>already-undone</c>). A record that somebody
/// changed meanwhile in this respect is refused with <c>changed</c>, and the others are taken back. What followed from a deletion, such as the end of enrollments, stays.
/// </remarks>
public sealed class UndoBatch : UseCase<UndoBatchInput, BulkResult>
{
    private readonly IRecordFollower follower;

    internal UndoBatch(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "batch.undo", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.follower = follower;

    private protected override async Task<BulkResult> DecideAsync(Work work, UndoBatchInput input)
    {
        var batch = await work.Stores.Audit.FindBatchAsync(input.Batch, work.Cancellation);
        var isOwn = batch?.Actor == work.Actor;
        if (batch is null || (!isOwn && !work.Access.Rights.Contains(Right.ActForOthers)))
            throw CrmException.NotFound("batch", input.Batch.ToString());
        if (batch.Undo is not { } stored)
            throw CrmException.Refused("not-undoable", "What was done in this batch cannot be undone at once.");
        if (batch.UndoneAt is not null)
            throw CrmException.Refused("already-undone", $"It was undone already, at {batch.UndoneAt:u}.");
        var undo = JsonSerializer.Deserialize<BatchUndo>(stored, ContractJson.Options)!;
        var bulk = await BulkChange.OpenAsync(work, [.. undo.Records.Select(former => former.Record)], isOwn);
        switch (batch.Kind)
        {
            case AssignRecords.Kind:
                GiveBack(bulk, undo);
                break;
            case DeleteRecords.Kind:
                bulk.Each(bulk.Records, bulk.Decisions.Restore);
                break;
            default:
                bulk.Each(bulk.Records, bulk.Decisions.Delete);
                break;
        }
        var result = await bulk.FinishAsync(follower, batch.Kind);
        // Where nothing was taken back, whoever sees the records still can.
        if (result.Changed.Count > 0)
        {
            work.Changes.Update(batch with { UndoneAt = work.Now });
            work.Audit($"batch:{batch.Id}", after: new { undone = batch.Kind });
        }
        return result;
    }

    private static void GiveBack(BulkChange bulk, BatchUndo undo)
    {
        var former = undo.Records.ToDictionary(record => record.Record, record => record.Owner);
        foreach (var record in bulk.Records)
            if (record.Owner != undo.Owner)
                bulk.Refuse(record, "changed", "Somebody gave it to another member meanwhile.");
            else
                bulk.Each([record], one => bulk.Decisions.Change(one, AssignRecords.OwnedBy(former[one.Ref])));
    }
}
