using Crm.Records;
using Crm.Sql.Stores;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.EntityFrameworkCore.Stores;

/// <inheritdoc cref="IRecordStore"/>
internal sealed class RecordStore(EntityFrameworkSession session) : IRecordStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CrmRecord>> GetAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        RecordParts.ResolveAsync(session, ids, wanted => RecordParts.RecordsAsync(session, wanted, cancellationToken), record => record.Id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordHeader>> GetHeadersAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        RecordParts.ResolveAsync(
            session,
            ids,
            wanted => RecordParts.HeadersAsync(session, wanted, cancellationToken),
            header => header.Ref.Id,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<ContactPointMatch>> FindByContactPointAsync(
        ContactPointKind kind,
        IReadOnlyCollection<string> normalized,
        CancellationToken cancellationToken
    ) => RecordMatches.ByContactPointAsync(session, kind, normalized, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExternalReference>> FindByReferenceAsync(
        RecordType type,
        string? system,
        IReadOnlyCollection<string> values,
        CancellationToken cancellationToken
    ) => RecordMatches.ByReferenceAsync(session, type, system, values, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CrmRecord>> FindByNameAsync(RecordType type, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        RecordMatches.ByNameAsync(session, type, names, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Company>> FindByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken) =>
        RecordMatches.ByDomainAsync(session, domains, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExternalReference>> GetReferencesAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<ExternalReference>().Where(row => ids.Contains(row.Record)), cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<CrmRecord>> ListAsync(RecordFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var found = await RecordList.PageAsync(session, filter, page, cancellationToken);
        return found with { Rows = await RecordParts.AttachPointsAsync(session, found.Rows, cancellationToken) };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordTouch>> GetTouchesAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        LastTouches.OfAsync(session, ids, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FoundRecord>> SearchAsync(RecordSearch search, CancellationToken cancellationToken) =>
        RecordSearches.FindAsync(session, search, cancellationToken);

    /// <inheritdoc/>
    public Task<DealBoard> GetBoardAsync(DealBoardFilter filter, CancellationToken cancellationToken) =>
        DealBoards.ReadAsync(session, filter, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TimelineLink>> GetTimelineLinksAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        RecordParts.LinksAsync(session, ids, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CrmRecord>> GetRelatedAsync(IReadOnlyCollection<RecordId> ids, RecordType type, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var wanted = ids.Select(id => (RecordId?)id).ToList();
        var rows = session.Rows<CrmRecord>().Where(row => row.DeletedAt == null);
        return type switch
        {
            RecordType.Contact => await LoadAsync(rows.OfType<Contact>().Where(row => wanted.Contains(row.Company)), cancellationToken),
            RecordType.Deal => await LoadAsync(
                rows.OfType<Deal>().Where(row => wanted.Contains(row.Company) || wanted.Contains(row.Contact)),
                cancellationToken
            ),
            RecordType.Company => await LoadAsync(rows.OfType<Company>().Where(row => wanted.Contains(row.Parent)), cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Leads hang on no other record."),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StageChange>> GetStageHistoryAsync(RecordId deal, CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<StageChange>().Where(row => row.Deal == deal).OrderBy(row => row.At).ThenBy(row => row.Id), cancellationToken);

    private async Task<IReadOnlyList<CrmRecord>> LoadAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
        where T : CrmRecord => await RecordParts.AttachPointsAsync(session, await session.ListAsync(rows, cancellationToken), cancellationToken);
}
