using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Brings timelines after a record that now belongs to another one: entries that came by it leave the one and come to the other, in batches.</summary>
internal static class TimelineRelinking
{
    private const int BatchSize = 500;

    /// <summary>Re-links what a changed record rolls up to.</summary>
    public static async Task RelinkAsync(this Work work, CrmRecord before, CrmRecord after)
    {
        if (before is Contact contact && after is Contact contactNow)
            await work.RelinkAsync(contact.Id, contact.Company, contactNow.Company);
        if (before is not Deal deal || after is not Deal dealNow)
            return;
        await work.RelinkAsync(deal.Id, deal.Company, dealNow.Company);
        if (deal.Contact == dealNow.Contact)
            return;
        if (deal.Contact is { } former)
            await work.RelinkAsync(former, deal.Id, null);
        if (dealNow.Contact is { } current)
            await work.RelinkAsync(current, null, deal.Id);
    }

    /// <summary>Takes a record's direct entries out of one timeline and into another.</summary>
    public static async Task RelinkAsync(this Work work, RecordId record, RecordId? from, RecordId? to)
    {
        if (from == to)
            return;
        var stores = work.Stores;
        if (from is { } former)
            await stores.Activities.RemoveEntriesViaAsync(former, record, work.Cancellation);
        Guid? after = null;
        while (true)
        {
            var batch = await stores.Activities.GetDirectEntriesAsync(record, after, BatchSize, work.Cancellation);
            var changes = new ChangeSet();
            if (to is { } target)
                foreach (var entry in batch)
                    // Where the target has the entry already, directly or by another record, that one stays.
                    changes.InsertIfAbsent(entry with { Record = target, Via = record });
            if (from is { } left)
                await work.KeepByOthersAsync(batch, record, left, changes);
            if (!changes.IsEmpty)
                await stores.ApplyAsync(changes, work.Cancellation);
            if (batch.Count < BatchSize)
                return;
            after = batch[^1].Id;
        }
    }

    /// <summary>An activity with two contacts of one company stands in its timeline once, by one of them: when that one leaves, it stays by the other.</summary>
    private static async Task KeepByOthersAsync(this Work work, IReadOnlyList<TimelineEntry> batch, RecordId leaving, RecordId left, ChangeSet changes)
    {
        if (batch.Count == 0)
            return;
        var direct = (await work.Stores.Activities.GetEntriesAsync([.. batch.Select(entry => entry.Id)], work.Cancellation))
            .Where(entry => entry.Via is null && entry.Record != leaving && entry.Record != left)
            .ToList();
        if (direct.Count == 0)
            return;
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, direct.Select(entry => entry.Record).ToHashSet(), work.Cancellation);
        foreach (var entry in direct.Where(entry => links.RolledUpTo(entry.Record).Contains(left)))
            changes.InsertIfAbsent(entry with { Record = left, Via = entry.Record });
    }
}
