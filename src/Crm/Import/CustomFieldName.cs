namespace Crm.Import;

/// <summary>A custom field of a type of record.</summary>
public sealed record CustomFieldName(RecordType Type, string Key);
