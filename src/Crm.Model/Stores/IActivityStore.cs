using Crm.Timeline;

namespace Crm.Stores;

/// <summary>Reads activities and timelines.</summary>
public interface IActivityStore : IActivityLookup
{
    /// <summary>A page of a record's timeline, newest first. Folded entries are left out, or follow the page if the filter asks for them.</summary>
    Task<Page<TimelineEntry>> GetTimelineAsync(TimelineFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The newest entry of field changes of a record by an author since a moment, or null; further edits join it.</summary>
    Task<TimelineEntry?> FindFieldChangeAsync(RecordId record, Actor author, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Entries that stand in one record's timeline directly (not by another), in batches by id: for re-linking.</summary>
    Task<IReadOnlyList<TimelineEntry>> GetDirectEntriesAsync(RecordId record, Guid? afterId, int max, CancellationToken cancellationToken);

    /// <summary>Takes a record's entries that came by another record out of its timeline.</summary>
    Task<int> RemoveEntriesViaAsync(RecordId record, RecordId via, CancellationToken cancellationToken);

    /// <summary>What there is for a member to do and to know today, in one round trip.</summary>
    Task<MemberDay> GetDayAsync(MemberDayFilter filter, CancellationToken cancellationToken);

    /// <summary>Counts what members did and have to do, in one round trip.</summary>
    Task<TeamReport> GetTeamReportAsync(TeamReportFilter filter, CancellationToken cancellationToken);

    /// <summary>A page of what members logged, the newest first, each with a record that it is about.</summary>
    Task<Page<OpenActivity>> ListDoneAsync(DoneActivityFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Open tasks and drafts, the earliest due first.</summary>
    Task<Page<OpenActivity>> ListOpenAsync(OpenActivityFilter filter, PageRequest page, CancellationToken cancellationToken);
}
