namespace Crm.Records;

/// <summary>What a record is called, and whose it is: enough to name it and to tell who may see it.</summary>
/// <param name="Ref">The record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Owner">Who owns it, or null.</param>
public sealed record RecordHeader(RecordRef Ref, string Name, MemberId? Owner);
