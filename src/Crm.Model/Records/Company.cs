namespace Crm.Records;

/// <summary>An organisation.</summary>
public sealed record Company : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Company;

    /// <summary>The company above it, or null.</summary>
    public RecordId? Parent { get; init; }

    /// <summary>Host name of its website or mail, in lower case, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Line of business.</summary>
    public string? Industry { get; init; }
}
