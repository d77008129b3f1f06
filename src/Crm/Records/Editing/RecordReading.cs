namespace Crm.Records.Editing;

/// <summary>Loads what decisions about records need, no more than the caller may see.</summary>
internal static class RecordReading
{
    /// <summary>Companies above each other that are followed.</summary>
    private const int MaxParents = 50;

    /// <summary>A record; a merged one resolves to the one that stayed.</summary>
    /// <exception cref="CrmException">NotFound: there is none of this type, or the caller may not see it.</exception>
    public static async Task<CrmRecord> GetRecordAsync(this Work work, RecordRef record, CancellationToken cancellationToken)
    {
        var found = await work.Stores.Records.GetAsync([record.Id], cancellationToken);
        return found.Count > 0 && found[0].Type == record.Type && work.Access.Sees(found[0].Owner)
            ? found[0]
            : throw CrmException.NotFound(RecordDecisions.TypeWord(record.Type), record.Id.ToString());
    }

    /// <summary>A record of the revision that the caller has seen.</summary>
    /// <exception cref="CrmException">NotFound; Stale: it was changed since, with the revision found.</exception>
    public static async Task<CrmRecord> GetRecordAsync(this Work work, RecordRef record, int? expectedRevision, CancellationToken cancellationToken)
    {
        var found = await work.GetRecordAsync(record, cancellationToken);
        return expectedRevision is null || found.Revision == expectedRevision
            ? found
            : throw CrmException.Stale(RecordDecisions.TypeWord(record.Type), expectedRevision, found.Revision);
    }

    /// <summary>Decisions, with the records and references that the input names and the deals that the record rolls up to.</summary>
    public static async Task<RecordDecisions> DecisionsAsync(
        this Work work,
        RecordType type,
        RecordInput? input,
        CrmRecord? record,
        CancellationToken cancellationToken
    )
    {
        var rules = await RecordRules.LoadAsync(work.Stores, work.Tenant, cancellationToken);
        return new RecordDecisions(rules, await work.KnownAsync(type, input, record, cancellationToken), work);
    }

    /// <summary>Records and references that the input names, those that the record is linked to, and the deals that it rolls up to.</summary>
    public static async Task<KnownRecords> KnownAsync(
        this Work work,
        RecordType type,
        RecordInput? input,
        CrmRecord? record,
        CancellationToken cancellationToken
    )
    {
        var known = new KnownRecords(record is null ? [] : [record]);
        var named = (input?.Fields ?? new Dictionary<string, string?>())
            .Where(field => field.Key.Trim().ToLowerInvariant() is "company" or "contact" or "parent")
            .Select(field => field.Value?[(field.Value.LastIndexOf(':') + 1)..].Trim())
            .Select(value => Guid.TryParse(value, out var id) ? new RecordId(id) : (RecordId?)null);
        RecordId?[] linked = record switch
        {
            Contact contact => [contact.Company],
            Company company => [company.Parent],
            Deal deal => [deal.Company, deal.Contact],
            _ => [],
        };
        var ids = named.Concat(linked).OfType<RecordId>().ToHashSet();
        await work.AddAsync(known, ids, cancellationToken);
        if (type == RecordType.Company)
            await work.AddParentsAsync(known, ids, cancellationToken);
        if (record is Contact)
            foreach (var deal in await work.Stores.Records.GetRelatedAsync([record.Id], RecordType.Deal, cancellationToken))
                known.Add(deal);
        foreach (var system in (input?.References ?? []).Where(IsWhole).Select(RecordDecisions.Normal).GroupBy(reference => reference.System))
        foreach (
            var reference in await work.Stores.Records.FindByReferenceAsync(
                type,
                system.Key,
                [.. system.Select(reference => reference.Value)],
                cancellationToken
            )
        )
            known.Add(reference);
        return known;
    }

    private static bool IsWhole(ExternalId reference) => !string.IsNullOrWhiteSpace(reference.System) && !string.IsNullOrWhiteSpace(reference.Value);

    private static async Task AddAsync(this Work work, KnownRecords known, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        // What the caller may not see is unknown to the decision, too.
        foreach (var record in await work.Stores.Records.GetAsync(ids, cancellationToken))
            if (work.Access.Sees(record.Owner))
                known.Add(record);
    }

    private static async Task AddParentsAsync(this Work work, KnownRecords known, IEnumerable<RecordId> companies, CancellationToken cancellationToken)
    {
        var above = companies.ToList();
        for (var level = 0; level < MaxParents && above.Count > 0; level++)
        {
            above = [.. above.Select(id => (known.Find(id) as Company)?.Parent).OfType<RecordId>().Where(id => known.Find(id) is null)];
            await work.AddAsync(known, above, cancellationToken);
        }
    }
}
