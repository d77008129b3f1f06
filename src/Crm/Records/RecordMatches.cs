using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>The records that texts may refer to, whoever owns them; loaded for any number of texts with a few reads for each type of record.</summary>
internal sealed class RecordMatches
{
    private readonly Dictionary<RecordId, CrmRecord> byId = [];
    private readonly Dictionary<RecordType, ILookup<string, CrmRecord>> byEmail = [];
    private readonly Dictionary<RecordType, ILookup<string, CrmRecord>> byReference = [];
    private readonly Dictionary<RecordType, ILookup<string, CrmRecord>> byName = [];

    private RecordMatches() { }

    /// <summary>Loads what the texts may refer to.</summary>
    public static async Task<RecordMatches> LoadAsync(Work work, IReadOnlyCollection<RecordText> texts)
    {
        var matches = new RecordMatches();
        await matches.LoadIdsAsync(work, texts.Select(text => text.Id).OfType<RecordId>().ToHashSet());
        foreach (var type in texts.Where(text => text.Id is null).GroupBy(text => text.Type!.Value))
            await matches.LoadAsync(work, type.Key, [.. type]);
        return matches;
    }

    /// <summary>All that match a text; deleted ones by their id only.</summary>
    public IReadOnlyList<CrmRecord> Of(RecordText text)
    {
        var all = All(text);
        return text.Id is null ? [.. all.Where(record => record.DeletedAt is null)] : all;
    }

    /// <summary>Deleted ones that have the reference that a text names.</summary>
    public IReadOnlyList<CrmRecord> DeletedOf(RecordText text) => [.. All(text).Where(record => record.DeletedAt is not null)];

    private List<CrmRecord> All(RecordText text)
    {
        if (text.Id is { } id)
            return byId.TryGetValue(id, out var record) && (text.Type is null || record.Type == text.Type) ? [record] : [];
        var type = text.Type!.Value;
        if (text.IsEmail)
            return [.. byEmail[type][EmailAddress.Key(text.Value)]];
        var held = text.IsQuoted ? [] : byReference[type][text.Value].ToList();
        return held.Exists(record => record.DeletedAt is null) ? held : [.. held, .. byName[type][PlainText.Key(text.Value)]];
    }

    private async Task LoadIdsAsync(Work work, HashSet<RecordId> ids)
    {
        if (ids.Count == 0)
            return;
        var found = await work.Stores.Records.GetAsync(ids, work.Cancellation);
        foreach (var record in found)
            byId[record.Id] = record;
        // A merged record answers as the one that stayed, under that one's id; where none did, nothing was merged.
        if (found.All(record => ids.Contains(record.Id)))
            return;
        foreach (var merged in ids.Where(id => !byId.ContainsKey(id)).ToList())
            if (await work.Stores.Records.GetAsync([merged], work.Cancellation) is [var stayed])
                byId[merged] = stayed;
    }

    private async Task LoadAsync(Work work, RecordType type, List<RecordText> texts)
    {
        byEmail[type] = await work.FindByEmailAsync(type, texts.Where(text => text.IsEmail).Select(text => EmailAddress.Key(text.Value)).ToHashSet());
        byReference[type] = await FindByReferenceAsync(
            work,
            type,
            texts.Where(text => text is { IsEmail: false, IsQuoted: false }).Select(text => text.Value).ToHashSet()
        );
        var names = texts
            .Where(text => !text.IsEmail && (text.IsQuoted || !byReference[type][text.Value].Any(record => record.DeletedAt is null)))
            .Select(text => text.Value)
            .ToHashSet();
        var named = names.Count == 0 ? [] : await work.Stores.Records.FindByNameAsync(type, names, work.Cancellation);
        byName[type] = named.ToLookup(record => PlainText.Key(record.Name));
    }

    private static async Task<ILookup<string, CrmRecord>> FindByReferenceAsync(Work work, RecordType type, HashSet<string> values)
    {
        var held = values.Count == 0 ? [] : await work.Stores.Records.FindByReferenceAsync(type, null, values, work.Cancellation);
        var holders = held.Count == 0 ? [] : await work.Stores.Records.GetAsync(held.Select(reference => reference.Record).ToHashSet(), work.Cancellation);
        return held.Join(holders, reference => reference.Record, record => record.Id, (reference, record) => (reference.Value, record))
            .ToLookup(pair => pair.Value, pair => pair.record);
    }
}
