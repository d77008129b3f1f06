namespace Crm.Stores;

/// <summary>A record that a search found.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Name">What people call it.</param>
public sealed record FoundRecord(RecordRef Record, string Name)
{
    /// <summary>The address, phone number or domain that was found; null where the name was.</summary>
    public string? Matched { get; init; }

    /// <summary>The name of a contact's or deal's company that the caller may see, or what a lead calls its company; null for none.</summary>
    public string? Company { get; init; }

    /// <summary>Key of a deal's stage; null for others.</summary>
    public string? Stage { get; init; }
}
