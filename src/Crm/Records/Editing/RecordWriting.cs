using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Creates and changes records within a use case.</summary>
internal static class RecordWriting
{
    public static async Task<RecordResult> CreateAsync(this Work work, RecordType type, RecordInput input)
    {
        var decisions = await work.DecisionsAsync(type, input, null);
        return await work.ResultAsync(decisions.Create(type, input));
    }

    /// <summary>A record that was created or restored, with the others that have its addresses: a person who is listed twice should be noticed at once.</summary>
    public static async Task<RecordResult> ResultAsync(this Work work, CrmRecord record)
    {
        var addresses = record.ContactPoints.Where(point => point.Kind == ContactPointKind.Email).Select(point => point.Normalized).ToList();
        var others = (await work.FindByEmailAsync(record.Type, addresses))
            .SelectMany(holders => holders)
            .Where(other => other.Id != record.Id && work.Access.Sees(other.Owner))
            .Select(other => other.Ref)
            .Distinct();
        return RecordResult.Of(record) with { SharesAddressWith = [.. others] };
    }

    /// <summary>Changes a record, brings its earlier entries along where a link is its first, and tells who follows it.</summary>
    public static async Task<CrmRecord> ChangeAsync(this Work work, CrmRecord before, RecordInput input, IRecordFollower follower)
    {
        var decisions = await work.DecisionsAsync(before.Type, input, before);
        var recent = input.Fields.Keys.Any(key => RecordFields.LinkOf(before.Type, key.Trim()) is not null)
            // Its entries change timelines: one that stands in both would be joined in neither.
            ? []
            : await work.RecentFieldChangeAsync(before);
        var after = decisions.Change(before, input, recent);
        await work.RelinkAsync(before, after, input.MovesHistory);
        await follower.FollowAsync(work, [new RecordChange(before, after)]);
        return after;
    }

    private static async Task<IReadOnlyList<TimelineEntry>> RecentFieldChangeAsync(this Work work, CrmRecord record)
    {
        var (since, activities) = (work.Now - RecordEntries.JoinedWithin, work.Stores.Activities);
        return
            await activities.FindFieldChangeAsync(record.Id, work.Actor, since, work.Cancellation) is { } recent
            && !recent.Badges.Any(field => RecordFields.LinkOf(record.Type, field) is not null)
            ? await activities.GetEntriesAsync([recent.Id], work.Cancellation)
            : [];
    }
}
