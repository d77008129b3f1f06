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

    /// <summary>Whether rows bring the entry that they show as their own.</summary>
    public bool WithFolded { get; init; }

    /// <summary>Records to name in addition to those through which entries came, such as what the record itself links to; at most 1,000.</summary>
    public IReadOnlyCollection<RecordId> AlsoNamed { get; init; } = [];
}

/// <summary>Shows a page of a record's timeline, newest first, with what rolls up to it: for a company its contacts and deals. What came by a record that the caller may not see is left out.</summary>
/// <remarks>NotFound: the record is unknown, of another tenant, or not for the caller to see. Invalid: a filter is wrong, or the cursor is of another list.</remarks>
public sealed class GetTimeline : UseCase<GetTimelineInput, TimelineView>
{
    private const int MaxSearch = 200;
    private const int MaxNamed = 1_000;
    private readonly PluginCatalog plugins;

    internal GetTimeline(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "timeline.get", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<TimelineView> DecideAsync(Work work, GetTimelineInput input)
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
            WithFolded = input.WithFolded,
            WithActivities = true,
        };
        var page = await work.Stores.Activities.GetTimelineAsync(filter, input.Page, work.Cancellation);
        // Only an empty page leaves open whether there is such a record for the caller to see.
        var named = await NamedAsync(work, page.Rows.Count == 0 ? [input.Record.Id, .. input.AlsoNamed] : Named(page.Rows, input));
        if (page.Rows.Count == 0 && named.GetValueOrDefault(input.Record.Id)?.Record != input.Record)
        {
            filter = filter with { Record = await MergedAsync(work, input.Record) };
            page = await work.Stores.Activities.GetTimelineAsync(filter, input.Page, work.Cancellation);
            named = await NamedAsync(work, Named(page.Rows, input));
        }
        var folded = page.Rows.Where(entry => entry is { FoldedInto: not null, IsRemoved: false }).ToLookup(entry => entry.FoldedInto!.Value);
        return new TimelineView(
            [
                .. page
                    .Rows.Where(entry => entry.FoldedInto is null)
                    .Select(entry =>
                        View(work.Access, entry, named) with
                        {
                            Folded = folded[entry.Id].FirstOrDefault() is { } own ? View(work.Access, own, named) : null,
                        }
                    ),
            ],
            page.Next
        )
        {
            Named = [.. input.AlsoNamed.Distinct().Select(id => named.GetValueOrDefault(id)).OfType<NamedRecord>()],
        };
    }

    private static void Check(GetTimelineInput input)
    {
        if (input.Search is { Length: > MaxSearch } search)
            throw CrmException.Invalid("search", $"It may have {MaxSearch} characters at most, had {search.Length}.");
        if (input.AlsoNamed.Count > MaxNamed)
            throw CrmException.Invalid("alsoNamed", $"At most {MaxNamed} records can be named at once, but {input.AlsoNamed.Count} were requested.");
        if (input is { From: { } from, To: { } to } && from > to)
            throw CrmException.Invalid("from", $"It must not be after to; from was {from:u}, to {to:u}.");
    }

    /// <summary>The id of the record that a record was merged into.</summary>
    /// <exception cref="CrmException">NotFound.</exception>
    private static async Task<RecordId> MergedAsync(Work work, RecordRef record) =>
        (await work.Stores.Records.GetHeadersAsync([record.Id], work.Cancellation)).SingleOrDefault() is { } found
        && found.Ref.Type == record.Type
        && work.Access.Sees(found.Owner)
            ? found.Ref.Id
            : throw CrmException.NotFound(record.Type.Word(), record.Id.ToString());

    private static async Task<Dictionary<RecordId, NamedRecord>> NamedAsync(Work work, HashSet<RecordId> ids) =>
        ids.Count == 0
            ? []
            : (await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation))
                .Where(found => work.Access.Sees(found.Owner))
                .ToDictionary(found => found.Ref.Id, found => new NamedRecord(found.Ref, found.Name));

    private static HashSet<RecordId> Named(IEnumerable<TimelineEntry> entries, GetTimelineInput input) =>
        [.. entries.SelectMany(WaysOf), .. entries.SelectMany(AttendeesOf), .. input.AlsoNamed];

    /// <summary>Contacts and leads who take part: pages link those that the caller may see.</summary>
    private static IEnumerable<RecordId> AttendeesOf(TimelineEntry entry) =>
        entry.Activity?.Attendees.Select(attendee => attendee.Record?.Id).OfType<RecordId>() ?? [];

    /// <summary>All records through which an entry reached the timeline.</summary>
    private static IEnumerable<RecordId> WaysOf(TimelineEntry entry) => entry.Via is { } first ? entry.FurtherVia.Prepend(first) : [];

    private TimelineEntryView View(Access access, TimelineEntry entry, Dictionary<RecordId, NamedRecord> named) =>
        TimelineEntryView.Of(
            entry,
            access.NameOf(entry.Author),
            [.. WaysOf(entry).Select(way => named.GetValueOrDefault(way)).OfType<NamedRecord>()],
            entry.Kind == TimelineKind.Activity ? plugins.ActivityTypes.GetValueOrDefault(entry.TypeKey)?.Descriptor.Label : null
        ) with
        {
            Activity = entry.Activity is { } activity ? EntryActivityView.Of(entry.TypeKey, activity, access, named) : null,
        };
}
