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

    /// <summary>Through one of its records, or, as something to do, through whom it is assigned to. What waits for nobody is as visible as its records: it shows their names.</summary>
    public bool IsSeenBy(Access access) =>
        Records.Any(record => access.Sees(record.Owner))
        || (Activity.State != ActivityState.Logged && (Activity.Assignee is null ? Records.Count == 0 : access.Sees(Activity.Assignee)));
}
