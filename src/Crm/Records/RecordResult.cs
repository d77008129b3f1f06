namespace Crm.Records;

/// <summary>What became of a record.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Revision">Its revision now; expected by the next change.</param>
public sealed record RecordResult(RecordRef Record, string Name, int Revision)
{
    internal static RecordResult Of(CrmRecord record) => new(record.Ref, record.Name, record.Revision);
}
