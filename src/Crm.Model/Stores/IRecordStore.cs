namespace Crm.Stores;

/// <summary>Reads leads, contacts, companies, deals. Deleted records come only by id.</summary>
public interface IRecordStore : IRecordLookup
{
    /// <summary>Records that have one of the normalised contact points, with the point that matched.</summary>
    Task<IReadOnlyList<ContactPointMatch>> FindByContactPointAsync(
        ContactPointKind kind,
        IReadOnlyCollection<string> normalized,
        CancellationToken cancellationToken
    );

    /// <summary>References of a type of record in another system.</summary>
    Task<IReadOnlyList<ExternalReference>> FindByReferenceAsync(
        RecordType type,
        string? system,
        IReadOnlyCollection<string> values,
        CancellationToken cancellationToken
    );

    /// <summary>Records of a type with one of the names, compared without case.</summary>
    Task<IReadOnlyList<CrmRecord>> FindByNameAsync(RecordType type, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Companies with one of the domains (lower case).</summary>
    Task<IReadOnlyList<Company>> FindByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken);

    /// <summary>External references of records.</summary>
    Task<IReadOnlyList<ExternalReference>> GetReferencesAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

    /// <summary>A page of records.</summary>
    Task<Page<CrmRecord>> ListAsync(RecordFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>When somebody last dealt with records, deleted ones too, in no order; unknown ids, and records without any activity, are left out.</summary>
    Task<IReadOnlyList<RecordTouch>> GetTouchesAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

    /// <summary>Finds living records while somebody types, in one round trip; of each type the best first.</summary>
    Task<IReadOnlyList<FoundRecord>> SearchAsync(RecordSearch search, CancellationToken cancellationToken);

    /// <summary>The first deals of stages with the totals of each, in one round trip, without contact points.</summary>
    Task<DealBoard> GetBoardAsync(DealBoardFilter filter, CancellationToken cancellationToken);

    /// <summary>A deal's moves, oldest first.</summary>
    Task<IReadOnlyList<StageChange>> GetStageHistoryAsync(RecordId deal, CancellationToken cancellationToken);
}
