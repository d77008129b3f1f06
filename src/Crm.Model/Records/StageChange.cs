namespace Crm.Records;

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
    public required Actor By { get; init; }
}
