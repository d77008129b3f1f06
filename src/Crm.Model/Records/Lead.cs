namespace Crm.Records;

/// <summary>A person or company that is not yet qualified.</summary>
public sealed record Lead : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Lead;

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The company's name as the lead gave it.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; init; }

    /// <summary>Where it stands.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>The contact it was converted to, or null.</summary>
    public RecordId? ConvertedTo { get; init; }
}
