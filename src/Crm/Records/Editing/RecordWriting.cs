using Crm.Sequences.Engine;
using Crm.Timeline;

namespace Crm.Records.Editing;

/// <summary>Creates and changes records within a use case.</summary>
internal static class RecordWriting
{
    /// <summary>Creates a record.</summary>
    public static async Task<RecordResult> CreateAsync(this UseCaseContext context, RecordType type, RecordInput input, CancellationToken cancellationToken)
    {
        var decisions = await context.DecisionsAsync(type, input, null, cancellationToken);
        return RecordResult.Of(decisions.Create(type, input));
    }

    /// <summary>Changes a record and re-links the timelines that it leaves and comes to.</summary>
    public static async Task<CrmRecord> ChangeAsync(this UseCaseContext context, CrmRecord before, RecordInput input, CancellationToken cancellationToken)
    {
        var decisions = await context.DecisionsAsync(before.Type, input, before, cancellationToken);
        var recent = input.Fields.Keys.Any(key => key.Trim().ToLowerInvariant() is "company" or "contact")
            // Its entries change timelines: one that stands in both would be joined in neither.
            ? []
            : await context.RecentFieldChangeAsync(before.Id, cancellationToken);
        var after = decisions.Change(before, input, recent);
        await context.RelinkAsync(before, after, cancellationToken);
        await NewOwners.TakeOverAsync(context.Stores, context.Changes, [(before, after.Owner)], context.Now, cancellationToken);
        return after;
    }

    private static async Task<IReadOnlyList<TimelineEntry>> RecentFieldChangeAsync(
        this UseCaseContext context,
        RecordId record,
        CancellationToken cancellationToken
    )
    {
        var since = context.Now - RecordDecisions.JoinedWithin;
        return await context.Stores.Activities.FindFieldChangeAsync(record, context.Author, since, cancellationToken) is { } recent
            ? await context.Stores.Activities.GetEntriesAsync([recent.Id], cancellationToken)
            : [];
    }
}
