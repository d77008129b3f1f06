namespace Crm.Records.Editing;

/// <summary>A lead and what became of it.</summary>
internal sealed record LeadConversion(Lead Lead, Contact Contact, Company? Company, Deal? Deal);
