namespace Crm.Records;

/// <summary>A field that the tenant added to a type of record.</summary>
public sealed record CustomField : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>Type of record that has it.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The field's key: lower-case letters, digits, underscores.</summary>
    public required string Key { get; init; }

    /// <summary>What people read.</summary>
    public required string Label { get; init; }

    /// <summary>What values it takes.</summary>
    public required CustomFieldKind Kind { get; init; }

    /// <summary>Allowed values of a choice; empty for other kinds.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>Whether lists may be filtered and sorted by it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Whether it takes no new values.</summary>
    public bool IsRetired { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
