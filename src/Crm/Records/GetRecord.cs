using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Shows one record with its references and, of a deal, its moves; a deleted one too, a merged one as the one that stayed.</summary>
/// <remarks>NotFound: there is none of this type, or the caller may not see it.</remarks>
public sealed class GetRecord : UseCase<GetRecordInput, RecordView>
{
    internal GetRecord(UseCaseExecutor executor)
        : base(executor, "record.get", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<RecordView> DecideAsync(Work work, GetRecordInput input)
    {
        var found = await work.GetRecordAsync(input.Record);
        var references = await work.Stores.Records.GetReferencesAsync([found.Id], work.Cancellation);
        var history = found is Deal ? await work.Stores.Records.GetStageHistoryAsync(found.Id, work.Cancellation) : [];
        var touched = await work.Stores.Records.GetTouchesAsync([found.Id], work.Cancellation);
        return RecordView.Of(found, references) with
        {
            StageHistory = [.. history.Select(change => new StageMove(change.From, change.To, change.At))],
            LastTouchedAt = touched.Count > 0 ? touched[0].At : null,
        };
    }
}

/// <summary>Which record is to be shown.</summary>
/// <param name="Record">The record.</param>
public sealed record GetRecordInput(RecordRef Record);
