using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Creates and changes records within a use case.</summary>
internal static class RecordWriting
{
    public static async Task<RecordResult> CreateAsync(this Work work, RecordType type, RecordInput input)
    {
        var decisions = await work.DecisionsAsync(type, input, null);
        return RecordResult.Of(decisions.Create(type, input));
    }

    /// <summary>Changes a record, re-links the timelines that it leaves and comes to, and tells who follows it.</summary>
    public static async Task<CrmRecord> ChangeAsync(this Work work, CrmRecord before, RecordInput input, IRecordFollower follower)
    {
        var decisions = await work.DecisionsAsync(before.Type, input, before);
        var recent = input.Fields.Keys.Any(key => key.Trim().ToLowerInvariant() is "company" or "contact")
            // Its entries change timelines: one that stands in both would be joined in neither.
            ? []
            : await work.RecentFieldChangeAsync(before.Id);
        var after = decisions.Change(before, input, recent);
        await work.RelinkAsync(before, after);
        await follower.FollowAsync(work, [new RecordChange(before, after)]);
        return after;
    }

    private static async Task<IReadOnlyList<TimelineEntry>> RecentFieldChangeAsync(this Work work, RecordId record)
    {
        var (since, activities) = (work.Now - RecordEntries.JoinedWithin, work.Stores.Activities);
        return await activities.FindFieldChangeAsync(record, work.Actor, since, work.Cancellation) is { } recent
            ? await activities.GetEntriesAsync([recent.Id], work.Cancellation)
            : [];
    }
}
