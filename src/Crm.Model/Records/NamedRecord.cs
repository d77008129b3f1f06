namespace Crm.Records;

/// <summary>A record and what people call it.</summary>
public sealed record NamedRecord(RecordRef Record, string Name);
