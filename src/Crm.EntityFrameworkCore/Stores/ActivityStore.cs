using Crm.Activities;
using Crm.Records;
using Crm.Sql.Stores;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.EntityFrameworkCore.Stores;

/// <inheritdoc cref="IActivityStore"/>
internal sealed class ActivityStore(EntityFrameworkSession session) : IActivityStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Activity>> GetAsync(IReadOnlyCollection<ActivityId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<Activity>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TimelineEntry>> GetEntriesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<TimelineEntry>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<TimelineEntry>> GetTimelineAsync(TimelineFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        TimelineList.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<TimelineEntry?> FindFieldChangeAsync(RecordId record, Actor author, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var newest = session
            .Rows<TimelineEntry>()
            .Where(row => row.Record == record && row.Kind == TimelineKind.FieldChange && row.Author == author && row.OccurredAt >= since && !row.IsRemoved)
            .OrderByDescending(row => row.OccurredAt)
            .ThenByDescending(row => row.Id)
            .Take(1);
        return (await session.ListAsync(newest, cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelineEntry>> GetDirectEntriesAsync(RecordId record, Guid? afterId, int max, CancellationToken cancellationToken) =>
        TimelineList.DirectAsync(session, record, afterId, max, cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveEntriesViaAsync(RecordId record, RecordId via, CancellationToken cancellationToken) =>
        TimelineList.RemoveViaAsync(session, record, via, cancellationToken);

    /// <inheritdoc/>
    public Task<MemberDay> GetDayAsync(MemberDayFilter filter, CancellationToken cancellationToken) =>
        new MemberDays(session).ReadAsync(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<TeamReport> GetTeamReportAsync(TeamReportFilter filter, CancellationToken cancellationToken) =>
        TeamReports.ReadAsync(session, filter, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<OpenActivity>> ListDoneAsync(DoneActivityFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        TeamReports.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public Task<Page<OpenActivity>> ListOpenAsync(OpenActivityFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        OpenActivityList.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Activity>> GetOpenOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        if (enrollments.Count == 0)
            return [];
        var wanted = enrollments.Select(id => (EnrollmentId?)id).ToList();
        var open = session.Rows<Activity>().Where(row => row.State == ActivityState.Open && row.DeletedAt == null && wanted.Contains(row.Enrollment));
        return await session.ListAsync(open, cancellationToken);
    }
}
