namespace Crm.Records;

/// <summary>A person.</summary>
public sealed record Contact : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Contact;

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The company the person works for, or null.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The lead it came from, or null.</summary>
    public RecordId? FromLead { get; init; }
}
