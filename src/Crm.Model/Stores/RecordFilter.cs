namespace Crm.Stores;

/// <summary>Which records a list shows. Null members do not narrow.</summary>
public sealed record RecordFilter
{
    /// <summary>Type of record.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Only these records.</summary>
    public IReadOnlyCollection<RecordId>? Records { get; init; }

    /// <summary>Owners that the caller may see; records that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of this owner.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Only of one of these owners.</summary>
    public IReadOnlyCollection<MemberId>? Owners { get; init; }

    /// <summary>Only those that nobody owns.</summary>
    public bool WithoutOwner { get; init; }

    /// <summary>Text within the name or an email address; wildcards have no meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Only of this company.</summary>
    public RecordId? Company { get; init; }

    /// <summary>Only deals in these stages.</summary>
    public IReadOnlyCollection<string>? Stages { get; init; }

    /// <summary>Only deals of this pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only leads of one of these statuses.</summary>
    public IReadOnlyCollection<LeadStatus>? Statuses { get; init; }

    /// <summary>Only those with no activity at or after this moment, in UTC; one without any activity counts from its creation.</summary>
    public DateTimeOffset? UntouchedSince { get; init; }

    /// <summary>Only with these values of custom fields that are declared indexed.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether deleted records are listed instead of the others.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Order.</summary>
    public RecordSort Sort { get; init; }

    /// <summary>Key of the indexed custom field to sort by; wins over <see cref="Sort"/>.</summary>
    public string? SortByCustom { get; init; }
}
