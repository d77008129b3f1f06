namespace Crm.Records;

/// <summary>Lists records of one type that the caller may see, page by page.</summary>
/// <remarks>Invalid: a custom field is not declared indexed (those that are are named), or the cursor is of another list.</remarks>
public sealed class ListRecords : UseCase<ListRecordsInput, Page<RecordView>>
{
    internal ListRecords(UseCaseExecutor executor)
        : base(executor, "records.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<RecordView>> DecideAsync(Work work, ListRecordsInput input)
    {
        string[] asked = input.SortByCustom is { } sort ? [.. input.Custom.Keys, sort] : [.. input.Custom.Keys];
        if (asked.Length > 0)
            CheckIndexed(asked, input.Type, await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation));
        var filter = new RecordFilter
        {
            Type = input.Type,
            VisibleOwners = work.Access.VisibleOwners,
            Owner = input.Owner,
            Search = input.Search,
            Company = input.Company,
            Stages = input.Stages,
            Custom = input.Custom,
            IsDeleted = input.IsDeleted,
            Sort = input.Sort,
            SortByCustom = input.SortByCustom,
        };
        var page = await work.Stores.Records.ListAsync(filter, input.Page, work.Cancellation);
        return new Page<RecordView>([.. page.Rows.Select(RecordView.Of)], page.Next);
    }

    private static void CheckIndexed(IEnumerable<string> asked, RecordType type, IReadOnlyList<CustomField> fields)
    {
        var indexed = fields.Where(field => field.RecordType == type && field.IsIndexed).Select(field => field.Key).Order(StringComparer.Ordinal).ToList();
        if (asked.FirstOrDefault(key => !indexed.Contains(key)) is { } wrong)
            throw CrmException.Invalid(
                wrong,
                $"Lists are filtered and sorted by indexed fields only: {(indexed.Count > 0 ? string.Join(", ", indexed) : "there are none")}."
            );
    }
}

/// <summary>Which records a list shows. Null members do not narrow.</summary>
/// <param name="Type">Type of record.</param>
public sealed record ListRecordsInput(RecordType Type)
{
    /// <summary>Only of this owner.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Text within the name or an email address; wildcards have no meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Only of this company.</summary>
    public RecordId? Company { get; init; }

    /// <summary>Only deals in these stages.</summary>
    public IReadOnlyCollection<string>? Stages { get; init; }

    /// <summary>Only with these values of custom fields that are declared indexed.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether deleted records, which can be restored, are listed instead of the others.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Order.</summary>
    public RecordSort Sort { get; init; }

    /// <summary>Key of the indexed custom field to sort by; wins over <see cref="Sort"/>.</summary>
    public string? SortByCustom { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}
