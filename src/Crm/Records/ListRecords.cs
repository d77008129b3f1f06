namespace Crm.Records;

/// <summary>Lists records of one type that the caller may see, page by page.</summary>
/// <remarks>Invalid: a custom field is not declared indexed (those that are are named), or the cursor is of another list.</remarks>
public sealed class ListRecords : UseCase<ListRecordsInput, Page<RecordView>>
{
    private const int MaxDays = 3_650;
    private const int MaxRecords = 1_000;

    internal ListRecords(UseCaseExecutor executor)
        : base(executor, "records.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<RecordView>> DecideAsync(Work work, ListRecordsInput input)
    {
        var filter = await FilterAsync(work, input);
        var page = await work.Stores.Records.ListAsync(filter, input.Page, work.Cancellation);
        return new Page<RecordView>(await ViewAsync(work, page.Rows), page.Next);
    }

    /// <summary>What the store is asked for.</summary>
    /// <exception cref="CrmException">Invalid: a custom field is not declared indexed, or a filter is out of range.</exception>
    internal static async Task<RecordFilter> FilterAsync(Work work, ListRecordsInput input)
    {
        string[] asked = input.SortByCustom is { } sort ? [.. input.Custom.Keys, sort] : [.. input.Custom.Keys];
        if (asked.Length > 0)
            CheckIndexed(asked, input.Type, await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation));
        if (input.UntouchedForDays is < 1 or > MaxDays)
            throw CrmException.Invalid("untouchedForDays", $"It must be 1–{MaxDays} days, was {input.UntouchedForDays}.");
        if (input.Records?.Count > MaxRecords)
            throw CrmException.Invalid("records", $"There may be {MaxRecords} at most, were {input.Records.Count}.");
        return new RecordFilter
        {
            Type = input.Type,
            Records = input.Records,
            VisibleOwners = work.Access.VisibleOwners,
            Owner = input.Owner,
            Owners = OwnersOf(work, input.Owners, input.Team),
            WithoutOwner = input.WithoutOwner,
            Search = input.Search,
            Company = input.Company,
            Pipeline = input.Pipeline,
            Stages = input.Stages,
            Statuses = input.Statuses,
            UntouchedSince = input.UntouchedForDays is { } days ? work.Now.AddDays(-days) : null,
            Custom = input.Custom,
            IsDeleted = input.IsDeleted,
            Sort = input.Sort,
            SortByCustom = input.SortByCustom,
        };
    }

    /// <summary>Records as callers see them, with their last activities.</summary>
    internal static async Task<IReadOnlyList<RecordView>> ViewAsync(Work work, IReadOnlyList<CrmRecord> records)
    {
        var touches = records.Count == 0 ? [] : await work.Stores.Records.GetTouchesAsync([.. records.Select(record => record.Id)], work.Cancellation);
        var last = touches.ToDictionary(touch => touch.Record, touch => (DateTimeOffset?)touch.At);
        return [.. records.Select(record => RecordView.Of(record) with { LastTouchedAt = last.GetValueOrDefault(record.Id) })];
    }

    /// <summary>The owners that are named, and the members of the team; null where neither is.</summary>
    internal static IReadOnlyCollection<MemberId>? OwnersOf(Work work, IReadOnlyList<MemberId>? owners, TeamId? team)
    {
        if (team is not { } wanted)
            return owners;
        var members = work.Access.Members.Values.Where(member => member.Team == wanted).Select(member => member.Id);
        return owners is null ? [.. members] : [.. members.Intersect(owners)];
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
    /// <summary>Only these records, at most 1,000: which of them the list shows.</summary>
    public IReadOnlyList<RecordId>? Records { get; init; }

    /// <summary>Only of this owner.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Only of one of these owners.</summary>
    public IReadOnlyList<MemberId>? Owners { get; init; }

    /// <summary>Only of members of this team.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Only those that nobody owns.</summary>
    public bool WithoutOwner { get; init; }

    /// <summary>Text within the name or an email address; wildcards have no meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Only of this company.</summary>
    public RecordId? Company { get; init; }

    /// <summary>Only deals of this pipeline.</summary>
    public string? Pipeline { get; init; }

    /// <summary>Only deals in these stages.</summary>
    public IReadOnlyCollection<string>? Stages { get; init; }

    /// <summary>Only leads of one of these statuses.</summary>
    public IReadOnlyList<LeadStatus>? Statuses { get; init; }

    /// <summary>Only those that nobody has dealt with for so many days, 1–3,650: no call, meeting, email or note; one without any counts from its creation.</summary>
    public int? UntouchedForDays { get; init; }

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
