using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>
/// Keeps timelines correct when a record's links change. History stays where it happened: what happened while a link existed stays in the timelines where it appeared. A first link brings the
/// earlier entries along, and a correction, which must be asked for, moves them; in batches.
/// </summary>
internal static class TimelineRelinking
{
    private const int BatchSize = 500;

    /// <summary>Follows a changed record's links.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="before">The record as it was.</param>
    /// <param name="after">The record as it is.</param>
    /// <param name="movesHistory">Whether the former link was a mistake, so that what came by it moves.</param>
    public static async Task RelinkAsync(this Work work, CrmRecord before, CrmRecord after, bool movesHistory = false)
    {
        var (former, current) = (CompanyOf(before), CompanyOf(after));
        await work.FollowAsync(after.Id, former, current, movesHistory);
        if (before is not Deal deal || after is not Deal dealNow || deal.Contact == dealNow.Contact)
            return;
        if (deal.Contact is { } left && movesHistory)
            await work.Stores.Activities.RemoveEntriesViaAsync(deal.Id, left, work.Cancellation);
        if (dealNow.Contact is { } contact && (deal.Contact is null || movesHistory))
            await work.BringAlongAsync(contact, deal.Id);
    }

    /// <summary>Brings a record's direct entries into the timeline of the one that it belongs to from now on. Those that happened while it belonged to another company stay with that one alone.</summary>
    public static async Task BringAlongAsync(this Work work, RecordId record, RecordId to) =>
        await work.EachBatchAsync(
            record,
            async batch =>
            {
                var all = await work.Stores.Activities.GetEntriesAsync([.. batch.Select(entry => entry.Id)], work.Cancellation);
                var elsewhere = await work.OfOtherCompaniesAsync(all, record, to);
                var there = all.Where(entry => entry.Record == to).ToDictionary(entry => entry.Id);
                var changes = new ChangeSet();
                foreach (var entry in batch.Where(entry => !elsewhere.Contains(entry.Id)))
                    if (!there.TryGetValue(entry.Id, out var known))
                        changes.InsertIfAbsent(entry with { Record = to, Via = record });
                    else if (known.Via is { } first && first != record && !known.FurtherVia.Contains(record))
                        changes.Update(known with { FurtherVia = [.. known.FurtherVia, record] });
                return changes;
            }
        );

    private static async Task FollowAsync(this Work work, RecordId record, RecordId? former, RecordId? current, bool movesHistory)
    {
        if (former == current)
            return;
        if (former is { } left && movesHistory)
        {
            await work.Stores.Activities.RemoveEntriesViaAsync(left, record, work.Cancellation);
            await work.EachBatchAsync(record, batch => work.KeptByOthersAsync(batch, record, left));
        }
        if (current is { } to && (former is null || movesHistory))
            await work.BringAlongAsync(record, to);
    }

    private static async Task EachBatchAsync(this Work work, RecordId record, Func<IReadOnlyList<TimelineEntry>, Task<ChangeSet>> decide)
    {
        Guid? after = null;
        IReadOnlyList<TimelineEntry> batch;
        do
        {
            batch = await work.Stores.Activities.GetDirectEntriesAsync(record, after, BatchSize, work.Cancellation);
            if (batch.Count == 0)
                return;
            var changes = await decide(batch);
            if (!changes.IsEmpty)
                await work.Stores.ApplyAsync(changes, work.Cancellation);
            after = batch[^1].Id;
        } while (batch.Count == BatchSize);
    }

    /// <summary>Entries of a batch that appear in another company's timeline via the record. Deals are many at a time, and each shows what its contact did.</summary>
    private static async Task<HashSet<Guid>> OfOtherCompaniesAsync(this Work work, IReadOnlyList<TimelineEntry> all, RecordId record, RecordId to)
    {
        var elsewhere = all.Where(entry => (entry.Via == record || entry.FurtherVia.Contains(record)) && entry.Record != to).ToList();
        if (elsewhere.Count == 0)
            return [];
        var holders = await work.Stores.Records.GetAsync([.. elsewhere.Select(entry => entry.Record).Append(to).Distinct()], work.Cancellation);
        var companies = holders.OfType<Company>().Select(company => company.Id).ToHashSet();
        return companies.Contains(to) ? [.. elsewhere.Where(entry => companies.Contains(entry.Record)).Select(entry => entry.Id)] : [];
    }

    /// <summary>An activity with two contacts of one company appears in its timeline once, via one of them: when that one is removed, it stays via the other.</summary>
    private static async Task<ChangeSet> KeptByOthersAsync(this Work work, IReadOnlyList<TimelineEntry> batch, RecordId leaving, RecordId left)
    {
        var changes = new ChangeSet();
        var all = await work.Stores.Activities.GetEntriesAsync([.. batch.Select(entry => entry.Id)], work.Cancellation);
        foreach (var entry in all.Where(entry => entry.Record == left && entry.FurtherVia.Contains(leaving)))
            changes.Update(entry with { FurtherVia = [.. entry.FurtherVia.Where(way => way != leaving)] });
        var direct = all.Where(entry => entry.Via is null && entry.Record != leaving && entry.Record != left).ToList();
        if (direct.Count == 0)
            return changes;
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, direct.Select(entry => entry.Record).ToHashSet(), work.Cancellation);
        foreach (var entry in direct.Where(entry => links.RolledUpTo(entry.Record).Contains(left)))
            changes.InsertIfAbsent(entry with { Record = left, Via = entry.Record });
        return changes;
    }

    private static RecordId? CompanyOf(CrmRecord record) =>
        record switch
        {
            Contact contact => contact.Company,
            Deal deal => deal.Company,
            _ => null,
        };
}
