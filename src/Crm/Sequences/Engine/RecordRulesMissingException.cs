namespace Crm.Sequences.Engine;

/// <summary>A step wants to change a record, and what tenants have set about records was not read: most batches never need it.</summary>
internal sealed class RecordRulesMissingException() : Exception("What tenants have set about records was not read for this batch.");
