namespace Crm.Records;

/// <summary>An id that resolves to another record, since the two were merged.</summary>
public sealed record RecordAlias : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The id that was given up.</summary>
    public required RecordId OldId { get; init; }

    /// <summary>The record that stayed.</summary>
    public required RecordId Record { get; init; }
}
