namespace Crm.Records.Editing;

/// <summary>Loads what decisions about records need, no more than the caller may see.</summary>
internal static class RecordReading
{
    /// <summary>Companies above each other that are followed.</summary>
    private const int MaxParents = 50;

    /// <summary>A record; a merged one resolves to the one that stayed.</summary>
    /// <exception cref="CrmException">NotFound: there is none of this type, or the caller may not see it.</exception>
    public static async Task<CrmRecord> GetRecordAsync(this Work work, RecordRef record)
    {
        var found = await work.Stores.Records.GetAsync([record.Id], work.Cancellation);
        return found.Count > 0 && found[0].Type == record.Type && work.Access.Sees(found[0].Owner)
            ? found[0]
            : throw CrmException.NotFound(record.Type.Word(), record.Id.ToString());
    }

    /// <summary>A record of the revision that the caller has seen.</summary>
    /// <exception cref="CrmException">NotFound; Stale: it was changed since, with the revision found.</exception>
    public static async Task<CrmRecord> GetRecordAsync(this Work work, RecordRef record, int? expectedRevision)
    {
        var found = await work.GetRecordAsync(record);
        return expectedRevision is null || found.Revision == expectedRevision
            ? found
            : throw CrmException.Stale(record.Type.Word(), expectedRevision, found.Revision);
    }

    /// <summary>Living records of a type by email address in the form that is kept, whoever owns them.</summary>
    public static async Task<ILookup<string, CrmRecord>> FindByEmailAsync(this Work work, RecordType type, IReadOnlyCollection<string> addresses)
    {
        var store = work.Stores.Records;
        var found = addresses.Count == 0 ? [] : await store.FindByContactPointAsync(ContactPointKind.Email, addresses, work.Cancellation);
        var matches = found.Where(match => match.Record.Type == type).ToList();
        var records = matches.Count == 0 ? [] : await store.GetAsync(matches.Select(match => match.Record.Id).ToHashSet(), work.Cancellation);
        return matches
            .Join(
                records.Where(record => record.DeletedAt is null),
                match => match.Record.Id,
                record => record.Id,
                (match, record) => (match.Normalized, record)
            )
            .ToLookup(pair => pair.Normalized, pair => pair.record);
    }

    /// <summary>The only one of the candidates that the caller may see; null for none.</summary>
    /// <exception cref="CrmException">Refused: there are several, whose ids are listed with the remedy, such as <c>give the id</c>.</exception>
    public static T? OnlyOne<T>(this Work work, IEnumerable<T> found, string remedy)
        where T : CrmRecord
    {
        var seen = found.Where(record => work.Access.Sees(record.Owner)).DistinctBy(record => record.Id).ToList();
        return seen.Count <= 1
            ? seen.FirstOrDefault()
            : throw CrmException.Refused(
                "ambiguous",
                $"Several match: {string.Join(", ", seen.Take(5).Select(record => record.Ref))}{(seen.Count > 5 ? " and more" : "")}; {remedy}."
            );
    }

    /// <summary>Decisions, with the records and references that the input names and the deals that the record rolls up to.</summary>
    public static async Task<RecordDecisions> DecisionsAsync(this Work work, RecordType type, RecordInput? input, CrmRecord? record) =>
        new(await RecordRules.LoadAsync(work), await work.KnownAsync(type, input, record), work);

    /// <summary>Records and references that the input names, those that the record is linked to, and the deals that it rolls up to.</summary>
    public static async Task<KnownRecords> KnownAsync(this Work work, RecordType type, RecordInput? input, CrmRecord? record)
    {
        var known = new KnownRecords(record is null ? [] : [record]);
        var linked = record is null ? [] : RecordFields.LinksOf(record).Select(link => link.Linked);
        var ids = Named(type, input).Concat(linked).OfType<RecordId>().ToHashSet();
        await work.AddAsync(known, ids);
        if (type == RecordType.Company)
            await work.AddParentsAsync(known, ids);
        if (record is Contact)
            foreach (var deal in await work.Stores.Records.GetRelatedAsync([record.Id], RecordType.Deal, work.Cancellation))
                known.Add(deal);
        var references = (input?.References ?? []).Where(IsWhole).Select(reference => reference.Normalized());
        foreach (var system in references.GroupBy(reference => reference.System, reference => reference.Value))
        foreach (var reference in await work.Stores.Records.FindByReferenceAsync(type, system.Key, [.. system], work.Cancellation))
        {
            known.Add(reference);
            if (reference.Record != record?.Id)
                await work.AddAsync(known, [reference.Record]);
        }
        return known;
    }

    /// <summary>Records that the input's links point at.</summary>
    private static IEnumerable<RecordId?> Named(RecordType type, RecordInput? input) =>
        from field in input?.Fields ?? new Dictionary<string, FieldValue?>()
        let linked = RecordFields.LinkOf(type, field.Key.Trim())
        where linked is not null
        select field.Value?.ToRecord(linked.Value);

    private static bool IsWhole(ExternalId reference) => !string.IsNullOrWhiteSpace(reference.System) && !string.IsNullOrWhiteSpace(reference.Value);

    private static async Task AddAsync(this Work work, KnownRecords known, IReadOnlyCollection<RecordId> ids)
    {
        if (ids.Count == 0)
            return;
        // What the caller may not see is unknown to the decision, too.
        foreach (var record in await work.Stores.Records.GetAsync(ids, work.Cancellation))
            if (work.Access.Sees(record.Owner))
                known.Add(record);
    }

    private static async Task AddParentsAsync(this Work work, KnownRecords known, IEnumerable<RecordId> companies)
    {
        var above = companies.ToList();
        for (var level = 0; level < MaxParents && above.Count > 0; level++)
        {
            above = [.. above.Select(id => (known.Find(id) as Company)?.Parent).OfType<RecordId>().Where(id => known.Find(id) is null)];
            await work.AddAsync(known, above);
        }
    }
}
