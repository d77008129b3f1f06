using Crm.Activities;
using Crm.Records;
using Crm.Timeline;

namespace Crm.Stores;

/// <summary>Reads activities and timelines.</summary>
public interface IActivityStore
{
    /// <summary>Activities by id, deleted ones too, in no order; unknown ids are left out.</summary>
    Task<IReadOnlyList<Activity>> GetAsync(IReadOnlyCollection<ActivityId> ids, CancellationToken cancellationToken);

    /// <summary>All entries (in all timelines) of the given activities or changes.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetEntriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>A page of a record's timeline, newest first. Folded entries are left out.</summary>
    Task<Page<TimelineEntry>> GetTimelineAsync(TimelineFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Entries of a record that others show as their own, by the ids of those others; removed ones too, in no order.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetFoldedAsync(RecordId record, IReadOnlyCollection<Guid> into, CancellationToken cancellationToken);

    /// <summary>The newest entry of field changes of a record by an author since a moment, or null; further edits join it.</summary>
    Task<TimelineEntry?> FindFieldChangeAsync(RecordId record, string author, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Entries that stand in one record's timeline directly (not by another), in batches by id: for re-linking.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetDirectEntriesAsync(RecordId record, Guid? afterId, int max, CancellationToken cancellationToken);

    /// <summary>Takes a record's entries that came by another record out of its timeline.</summary>
    Task<int> RemoveEntriesViaAsync(RecordId record, RecordId via, CancellationToken cancellationToken);

    /// <summary>Open tasks and drafts, the earliest due first.</summary>
    Task<Page<OpenActivity>> ListOpenAsync(OpenActivityFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Open activities of enrollments.</summary>
    Task<IReadOnlyList<Activity>> GetOpenOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);
}

/// <summary>Which entries of a timeline are shown. Null members do not narrow.</summary>
public sealed record TimelineFilter
{
    /// <summary>Whose timeline.</summary>
    public required RecordId Record { get; init; }

    /// <summary>Owners that the caller may see: entries that came by a record of another owner are left out. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of these types.</summary>
    public IReadOnlyCollection<string>? TypeKeys { get; init; }

    /// <summary>Only by this author.</summary>
    public string? Author { get; init; }

    /// <summary>At or after, in UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before, in UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text within subject or snippet; wildcards have no meaning.</summary>
    public string? Search { get; init; }
}

/// <summary>Which open activities are shown. Null members do not narrow.</summary>
public sealed record OpenActivityFilter
{
    /// <summary>Owners that the caller may see: only activities assigned to them, and of those assigned to nobody the ones without a record or with one that these or nobody own. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of this assignee.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Only of these types.</summary>
    public IReadOnlyCollection<string>? TypeKeys { get; init; }

    /// <summary>Only due at or before, in UTC.</summary>
    public DateTimeOffset? DueBefore { get; init; }
}

/// <summary>An open activity and the record it is about.</summary>
public sealed record OpenActivity(Activity Activity, RecordRef? Record, string? RecordName);
