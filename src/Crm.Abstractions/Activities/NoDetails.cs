namespace Crm.Activities;

/// <summary>The details of a type that has none: columns say it all. Any member is refused.</summary>
public sealed record NoDetails;
