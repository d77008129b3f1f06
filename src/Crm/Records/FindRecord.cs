namespace Crm.Records;

/// <summary>Shows the one record that a text means, with its references; a deal without its moves, which its timeline tells.</summary>
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
