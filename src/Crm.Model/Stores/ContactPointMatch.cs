namespace Crm.Stores;

/// <summary>A record that has a contact point.</summary>
public sealed record ContactPointMatch(string Normalized, RecordRef Record);
