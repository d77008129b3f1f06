using Crm.Sequences.Steps;
using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Creates and changes records within a use case.</summary>
internal static class RecordWriting
{
    /// <summary>Creates a record.</summary>
    public static async Task<RecordResult> CreateAsync(this Work work, RecordType type, RecordInput input, CancellationToken cancellationToken)
    {
        var decisions = await work.DecisionsAsync(type, input, null, cancellationToken);
        return RecordResult.Of(decisions.Create(type, input));
    }

    /// <summary>Changes a record and re-links the timelines that it leaves and comes to.</summary>
    public static async Task<CrmRecord> ChangeAsync(this Work work, CrmRecord before, RecordInput input, CancellationToken cancellationToken)
    {
        var decisions = await work.DecisionsAsync(before.Type, input, before, cancellationToken);
        var recent = input.Fields.Keys.Any(key => key.Trim().ToLowerInvariant() is "company" or "contact")
            // Its entries change timelines: one that stands in both would be joined in neither.
            ? []
            : await work.RecentFieldChangeAsync(before.Id, cancellationToken);
        var after = decisions.Change(before, input, recent);
        await work.RelinkAsync(before, after, cancellationToken);
        await NewOwners.TakeOverAsync(work, [(before, after.Owner)]);
        return after;
    }

    private static async Task<IReadOnlyList<TimelineEntry>> RecentFieldChangeAsync(this Work work, RecordId record, CancellationToken cancellationToken)
    {
        var since = work.Now - RecordDecisions.JoinedWithin;
        return await work.Stores.Activities.FindFieldChangeAsync(record, work.Author, since, cancellationToken) is { } recent
            ? await work.Stores.Activities.GetEntriesAsync([recent.Id], cancellationToken)
            : [];
    }
}
