namespace Crm.Records;

/// <summary>A record's id in another system; unique per system and type of record.</summary>
public sealed record ExternalReference : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The other system, such as <c>erp</c>.</summary>
    public required string System { get; init; }

    /// <summary>Type of the record.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The id there.</summary>
    public required string Value { get; init; }

    /// <summary>The record here.</summary>
    public required RecordId Record { get; init; }
}
