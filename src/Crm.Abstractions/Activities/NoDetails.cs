namespace Crm.Activities;

/// <summary>The details of a type that needs only the shared columns. Any member is refused.</summary>
public sealed record NoDetails;
