namespace Crm.Records.Editing;

/// <summary>A lead and what became of it.</summary>
internal sealed record ConvertedLead(Lead Lead, Contact Contact, Company? Company, Deal? Deal);
