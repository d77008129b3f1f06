using Crm.Stores;

namespace Crm.Records;

/// <summary>The stages that deals go through.</summary>
public sealed record Pipeline : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The pipeline's key, such as <c>sales</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The stages in order.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}

/// <summary>A stage of a pipeline.</summary>
/// <param name="Key">Stored with the deal, such as <c>negotiation</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">Whether deals in it are open, won or lost.</param>
public sealed record Stage(string Key, string Name, StageKind Kind);

/// <summary>What a stage says of its deals.</summary>
public enum StageKind
{
    /// <summary>Still open.</summary>
    Open,

    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,
}

/// <summary>A deal's move from one stage to another.</summary>
public sealed record StageChange : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The change's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The deal.</summary>
    public required RecordId Deal { get; init; }

    /// <summary>Stage before; null where the deal was created.</summary>
    public string? From { get; init; }

    /// <summary>Stage after.</summary>
    public required string To { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who moved it.</summary>
    public required string By { get; init; }
}

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

/// <summary>What values a custom field takes.</summary>
public enum CustomFieldKind
{
    /// <summary>Text of at most 4,000 characters.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A date.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of the allowed values.</summary>
    Choice,
}
