using Crm.Timeline;

namespace Crm.Stores;

/// <summary>Reads leads, contacts, companies, deals by id.</summary>
public interface IRecordLookup
{
    /// <summary>Records by id, deleted ones too, in no order; unknown ids are left out. Ids of merged records, whose own rows are gone, resolve.</summary>
    Task<IReadOnlyList<CrmRecord>> GetAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

    /// <summary>Names and owners of records, as <see cref="GetAsync"/> finds them, in one statement.</summary>
    Task<IReadOnlyList<RecordHeader>> GetHeadersAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Where entries of records show besides: contact → its company and the live deals whose primary contact it is; deal → its company; lead → the contact it became. One hop, in one statement: of each
    /// record the one that it names itself first, then deals by id. Unknown ids are left out.
    /// </summary>
    Task<IReadOnlyList<TimelineLink>> GetTimelineLinksAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

    /// <summary>Contacts of companies (live ones), deals of companies or contacts: what rolls up or hangs on them.</summary>
    Task<IReadOnlyList<CrmRecord>> GetRelatedAsync(IReadOnlyCollection<RecordId> ids, RecordType type, CancellationToken cancellationToken);
}
