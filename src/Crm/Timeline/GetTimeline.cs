namespace Crm.Timeline;

/// <summary>Which part of a timeline to show. Null members do not narrow.</summary>
/// <param name="Record">Whose timeline.</param>
public sealed record GetTimelineInput(RecordRef Record)
{
    /// <summary>Only of these types; <c>call</c> stands for <c>crm.call</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only by this actor.</summary>
    public Actor? Author { get; init; }

    /// <summary>At or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text within subject or snippet, at most 200 characters.</summary>
    public string? Search { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();

    /// <summary>Whether rows bring the entry that they show as their own, at the price of one more read.</summary>
    public bool WithFolded { get; init; }
}

/// <summary>Shows a page of a record's timeline, newest first, with what rolls up to it: for a company its contacts and deals. What came by a record that the caller may not see is left out.</summary>
/// <remarks>NotFound: the record is unknown, of another tenant, or not for the caller to see. Invalid: a filter is wrong, or the cursor is of another list.</remarks>
public sealed class GetTimeline : UseCase<GetTimelineInput, Page<TimelineEntryView>>
{
    private const int MaxSearch = 200;
    private readonly PluginCatalog plugins;

    internal GetTimeline(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "timeline.get", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<Page<TimelineEntryView>> DecideAsync(Work work, GetTimelineInput input)
    {
        Check(input);
        var filter = new TimelineFilter
        {
            Record = input.Record.Id,
            RecordType = input.Record.Type,
            VisibleOwners = work.Access.VisibleOwners,
            TypeKeys = plugins.TypeKeys(input.Types),
            Author = input.Author,
            From = input.From?.ToUniversalTime(),
            To = input.To?.ToUniversalTime(),
            Search = string.IsNullOrWhiteSpace(input.Search) ? null : input.Search.Trim(),
        };
        var page = await work.Stores.Activities.GetTimelineAsync(filter, input.Page, work.Cancellation);
        // Only an empty page leaves open whether there is such a record for the caller to see.
        if (page.Rows.Count == 0 && await ExistingAsync(work, input.Record) is var record && record != input.Record.Id)
        {
            filter = filter with { Record = record };
            page = await work.Stores.Activities.GetTimelineAsync(filter, input.Page, work.Cancellation);
        }
        var via = await ViaAsync(work, page.Rows);
        var folded = input.WithFolded ? await FoldedAsync(work, filter.Record, page.Rows) : [];
        return new Page<TimelineEntryView>(
            [
                .. page.Rows.Select(entry =>
                    View(work.Access, entry, via) with
                    {
                        Folded = folded.TryGetValue(entry.Id, out var own) ? View(work.Access, own, via) : null,
                    }
                ),
            ],
            page.Next
        );
    }

    private static void Check(GetTimelineInput input)
    {
        if (input.Search is { Length: > MaxSearch } search)
            throw CrmException.Invalid("search", $"It may have {MaxSearch} characters at most, had {search.Length}.");
        if (input is { From: { } from, To: { } to } && from > to)
            throw CrmException.Invalid("from", $"It must not be after to; from was {from:u}, to {to:u}.");
    }

    /// <summary>The record's own id, or that of the one that it was merged into.</summary>
    /// <exception cref="CrmException">NotFound.</exception>
    private static async Task<RecordId> ExistingAsync(Work work, RecordRef record) =>
        (await work.Stores.Records.GetHeadersAsync([record.Id], work.Cancellation)).SingleOrDefault() is { } found
        && found.Ref.Type == record.Type
        && work.Access.Sees(found.Owner)
            ? found.Ref.Id
            : throw CrmException.NotFound(record.Type.Word(), record.Id.ToString());

    private static async Task<Dictionary<Guid, TimelineEntry>> FoldedAsync(Work work, RecordId record, IReadOnlyList<TimelineEntry> entries)
    {
        var ids = entries.Where(entry => entry.Kind == TimelineKind.Activity).Select(entry => entry.Id).ToHashSet();
        return (await work.Stores.Activities.GetFoldedAsync(record, ids, work.Cancellation))
            .Where(entry => !entry.IsRemoved)
            .GroupBy(entry => entry.FoldedInto!.Value)
            .ToDictionary(group => group.Key, group => group.First());
    }

    private static async Task<Dictionary<RecordId, NamedRecord>> ViaAsync(Work work, IReadOnlyList<TimelineEntry> entries)
    {
        var ids = entries.SelectMany(WaysOf).ToHashSet();
        return ids.Count == 0
            ? []
            : (await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation))
                .Where(found => work.Access.Sees(found.Owner))
                .ToDictionary(found => found.Ref.Id, found => new NamedRecord(found.Ref, found.Name));
    }

    /// <summary>All records that an entry came by.</summary>
    private static IEnumerable<RecordId> WaysOf(TimelineEntry entry) => entry.Via is { } first ? entry.FurtherVia.Prepend(first) : [];

    private TimelineEntryView View(Access access, TimelineEntry entry, Dictionary<RecordId, NamedRecord> via) =>
        TimelineEntryView.Of(
            entry,
            access.NameOf(entry.Author),
            [.. WaysOf(entry).Select(way => via.GetValueOrDefault(way)).OfType<NamedRecord>()],
            entry.Kind == TimelineKind.Activity ? plugins.ActivityTypes.GetValueOrDefault(entry.TypeKey)?.Descriptor.Label : null
        );
}
