using Crm.Activities;
using Crm.Timeline;

namespace Crm.Stores;

/// <summary>Reads activities and timelines by id.</summary>
public interface IActivityLookup
{
    /// <summary>Activities by id, deleted ones too, in no order; unknown ids are left out.</summary>
    Task<IReadOnlyList<Activity>> GetAsync(IReadOnlyCollection<ActivityId> ids, CancellationToken cancellationToken);

    /// <summary>All entries (in all timelines) of the given activities or changes.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetEntriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Open activities of enrollments.</summary>
    Task<IReadOnlyList<Activity>> GetOpenOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);
}
