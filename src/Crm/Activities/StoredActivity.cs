using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Activities;

/// <summary>An activity that the caller may see, with its entries and the records that it is linked to directly.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Entries">All its entries, in all timelines.</param>
/// <param name="Records">The records that it is linked to directly, deleted ones and those the caller may not see too.</param>
internal sealed record StoredActivity(Activity Activity, IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<CrmRecord> Records)
{
    /// <summary>The first record, which events are about; null where there is none.</summary>
    public RecordRef? Record => Records.Count > 0 ? Records[0].Ref : null;

    /// <summary>Finds a living activity, with three reads.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown, deleted, of another tenant, or not for the caller to see. Stale: the revision is another.</exception>
    public static async Task<StoredActivity> RequireAsync(Work work, ActivityId id, int? revision, CancellationToken cancellationToken)
    {
        var activity = (await work.Stores.Activities.GetAsync([id], cancellationToken)).SingleOrDefault();
        if (activity is not { DeletedAt: null })
            throw CrmException.NotFound("activity", id.ToString());
        var stored = await WithRecordsAsync(work.Stores, activity, cancellationToken);
        if (!stored.IsSeenBy(work.Access))
            throw CrmException.NotFound("activity", id.ToString());
        if (revision is { } expected && expected != activity.Revision)
            throw CrmException.Stale("activity", expected, activity.Revision);
        return stored;
    }

    /// <summary>Adds entries and records, with two reads.</summary>
    public static async Task<StoredActivity> WithRecordsAsync(IStores stores, Activity activity, CancellationToken cancellationToken)
    {
        var entries = await stores.Activities.GetEntriesAsync([activity.Id.Value], cancellationToken);
        var direct = entries.Where(entry => entry.Via is null).Select(entry => entry.Record).Distinct().ToList();
        var records = direct.Count == 0 ? [] : await stores.Records.GetAsync(direct, cancellationToken);
        return new StoredActivity(activity, entries, [.. records.OrderBy(record => record.Id.Value)]);
    }

    /// <summary>Through one of its records, or, as something to do, through whom it is assigned to. What waits for nobody is as visible as its records: it shows their names.</summary>
    private bool IsSeenBy(Access access) =>
        Records.Any(record => access.Sees(record.Owner))
        || (Activity.State != ActivityState.Logged && (Activity.Assignee is null ? Records.Count == 0 : access.Sees(Activity.Assignee)));
}
