namespace Crm.Records;

/// <summary>A possible sale.</summary>
public sealed record Deal : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Deal;

    /// <summary>The company that would buy, or null.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The primary contact, or null.</summary>
    public RecordId? Contact { get; init; }

    /// <summary>Key of its pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Key of its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Since when it stands there, in UTC.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>Amount in minor units of <see cref="Currency"/>, or null.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>Currency (ISO 4217), or null where there is no amount.</summary>
    public string? Currency { get; init; }

    /// <summary>When it is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>When it was won or lost.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Why it was lost, or null.</summary>
    public string? LossReason { get; init; }
}
