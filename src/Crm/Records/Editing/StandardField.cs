namespace Crm.Records.Editing;

/// <summary>A standard field: how it is read and written.</summary>
/// <param name="Key">Its key in inputs, templates and the audit.</param>
/// <param name="Read">The value, or null where it is empty.</param>
/// <param name="Write">Checks and writes a value; null clears.</param>
internal sealed record StandardField(string Key, Func<CrmRecord, FieldValue?> Read, Func<RecordEdit, FieldValue?, CrmRecord> Write)
{
    /// <summary>The type of record that it points at, or null.</summary>
    public RecordType? Links { get; init; }
}
