namespace Crm.Timeline;

/// <summary>Where entries of records show besides: contact → its company and the live deals whose primary contact it is; deal → its company; lead → the contact it became. One hop, never further.</summary>
internal sealed class TimelineLinks
{
    private readonly Dictionary<RecordId, List<RecordId>> rolledUp = [];

    private TimelineLinks(IEnumerable<CrmRecord> records, IEnumerable<CrmRecord> deals)
    {
        foreach (var record in records)
            rolledUp[record.Id] = Own(record);
        foreach (var deal in deals.OfType<Deal>().Where(deal => deal.DeletedAt is null).OrderBy(deal => deal.Id.Value))
            if (deal.Contact is { } contact && rolledUp.ContainsKey(contact))
                Add(contact, deal.Id);
    }

    /// <summary>Links of records that are at hand, with the deals of the contacts among them.</summary>
    public static TimelineLinks Of(IEnumerable<CrmRecord> records, IEnumerable<CrmRecord>? deals = null) => new(records, deals ?? []);

    /// <summary>Links that were read.</summary>
    public static TimelineLinks Of(IEnumerable<TimelineLink> read)
    {
        var links = Of(Array.Empty<CrmRecord>());
        foreach (var link in read)
            links.Add(link.Record, link.ShownIn);
        return links;
    }

    /// <summary>Loads the links of many records with one read; for batches of up to 500. Unknown ids are left out.</summary>
    public static async Task<TimelineLinks> LoadAsync(IRecordLookup store, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        Of(ids.Count == 0 ? [] : await store.GetTimelineLinksAsync(ids, cancellationToken));

    /// <summary>Loads the links of records that are at hand, with one read where there are contacts among them.</summary>
    public static async Task<TimelineLinks> LoadAsync(IRecordLookup store, IReadOnlyCollection<CrmRecord> records, CancellationToken cancellationToken)
    {
        var links = await LoadAsync(store, records.OfType<Contact>().Select(contact => contact.Id).ToHashSet(), cancellationToken);
        foreach (var record in records.Where(record => record is not Contact))
            links.rolledUp[record.Id] = Own(record);
        return links;
    }

    /// <summary>Other records whose timelines show what happens to this one; empty where it was not asked for.</summary>
    public IReadOnlyList<RecordId> RolledUpTo(RecordId record) => rolledUp.TryGetValue(record, out var targets) ? targets : [];

    private void Add(RecordId record, RecordId shownIn)
    {
        if (!rolledUp.TryGetValue(record, out var targets))
            rolledUp[record] = targets = [];
        if (!targets.Contains(shownIn))
            targets.Add(shownIn);
    }

    private static List<RecordId> Own(CrmRecord record) =>
        record switch
        {
            Contact { Company: { } company } => [company],
            Deal { Company: { } company } => [company],
            Lead { ConvertedTo: { } contact } => [contact],
            _ => [],
        };
}
