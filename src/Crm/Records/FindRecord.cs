namespace Crm.Records;

/// <summary>Shows the one record that a text refers to, with its references; a deal comes without its moves, which are in its timeline.</summary>
/// <remarks>As <see cref="ResolveRecord"/>.</remarks>
public sealed class FindRecord : UseCase<ResolveRecordInput, RecordView>
{
    internal FindRecord(UseCaseExecutor executor)
        : base(executor, "record.find", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<RecordView> DecideAsync(Work work, ResolveRecordInput input)
    {
        var found = await ResolveRecord.OneAsync(work, input.Reference);
        var references = await work.Stores.Records.GetReferencesAsync([found.Id], work.Cancellation);
        return RecordView.Of(found, references);
    }
}
