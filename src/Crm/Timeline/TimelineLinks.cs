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
            if (deal.Contact is { } contact && rolledUp.TryGetValue(contact, out var targets) && !targets.Contains(deal.Id))
                targets.Add(deal.Id);
    }

    /// <summary>Links of records that are at hand, with the deals of the contacts among them.</summary>
    public static TimelineLinks Of(IEnumerable<CrmRecord> records, IEnumerable<CrmRecord>? deals = null) => new(records, deals ?? []);

    /// <summary>Loads the links of many records with two reads at most; for batches of up to 500. Unknown ids are left out.</summary>
    public static async Task<TimelineLinks> LoadAsync(IRecordLookup store, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return Of([]);
        return await LoadAsync(store, await store.GetAsync(ids, cancellationToken), cancellationToken);
    }

    /// <summary>Loads the links of records that are at hand with one read at most.</summary>
    public static async Task<TimelineLinks> LoadAsync(IRecordLookup store, IReadOnlyCollection<CrmRecord> records, CancellationToken cancellationToken)
    {
        var contacts = records.OfType<Contact>().Select(contact => contact.Id).ToHashSet();
        return new TimelineLinks(records, contacts.Count == 0 ? [] : await store.GetRelatedAsync(contacts, RecordType.Deal, cancellationToken));
    }

    /// <summary>Other records whose timelines show what happens to this one; empty where it was not asked for.</summary>
    public IReadOnlyList<RecordId> RolledUpTo(RecordId record) => rolledUp.TryGetValue(record, out var targets) ? targets : [];

    private static List<RecordId> Own(CrmRecord record) =>
        record switch
        {
            Contact { Company: { } company } => [company],
            Deal { Company: { } company } => [company],
            Lead { ConvertedTo: { } contact } => [contact],
            _ => [],
        };
}
