namespace Crm.Records.Editing;

/// <summary>Records and external references that were loaded for a decision; what a decision makes is known to the next one. Not thread-safe.</summary>
internal sealed class KnownRecords
{
    private readonly Dictionary<RecordId, CrmRecord> records = [];
    private readonly Dictionary<(RecordType Type, string System, string Value), RecordId> references = [];
    private readonly Dictionary<RecordId, HashSet<RecordId>> dealsOfContacts = [];

    /// <summary>Knows the records given.</summary>
    public KnownRecords(params IEnumerable<CrmRecord> loaded)
    {
        foreach (var record in loaded)
            Add(record);
    }

    /// <summary>A record, or null where it was not loaded.</summary>
    public CrmRecord? Find(RecordId? id) => id is { } given && records.TryGetValue(given, out var record) ? record : null;

    /// <summary>Deals whose primary contact this is.</summary>
    public IReadOnlyCollection<RecordId> DealsOf(RecordId contact) => dealsOfContacts.TryGetValue(contact, out var deals) ? deals : [];

    /// <summary>The record that has a reference, or null.</summary>
    public RecordId? Find(RecordType type, ExternalId reference) =>
        references.TryGetValue((type, reference.System, reference.Value), out var record) ? record : null;

    /// <summary>Adds or replaces a record.</summary>
    public void Add(CrmRecord record)
    {
        if (Find(record.Id) is Deal { Contact: { } former } && dealsOfContacts.TryGetValue(former, out var formerDeals))
            formerDeals.Remove(record.Id);
        records[record.Id] = record;
        if (record is not Deal { Contact: { } contact, DeletedAt: null })
            return;
        if (!dealsOfContacts.TryGetValue(contact, out var deals))
            dealsOfContacts[contact] = deals = [];
        deals.Add(record.Id);
    }

    public void Add(ExternalReference reference) => references[(reference.RecordType, reference.System, reference.Value)] = reference.Record;
}
