using Crm.Records;

namespace Crm.Stores;

/// <summary>Reads leads, contacts, companies, deals. Deleted records come only by id.</summary>
public interface IRecordStore
{
    /// <summary>Records by id, deleted ones too, in no order; unknown ids are left out. Ids of merged records resolve.</summary>
    Task<IReadOnlyList<CrmRecord>> GetAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken);

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

    /// <summary>Contacts of companies (live ones), deals of companies or contacts: what rolls up or hangs on them.</summary>
    Task<IReadOnlyList<CrmRecord>> GetRelatedAsync(IReadOnlyCollection<RecordId> ids, RecordType type, CancellationToken cancellationToken);

    /// <summary>A deal's moves, oldest first.</summary>
    Task<IReadOnlyList<StageChange>> GetStageHistoryAsync(RecordId deal, CancellationToken cancellationToken);
}

/// <summary>A record that has a contact point.</summary>
public sealed record ContactPointMatch(string Normalized, RecordRef Record);

/// <summary>Which records a list shows. Null members do not narrow.</summary>
public sealed record RecordFilter
{
    /// <summary>Type of record.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Owners that the caller may see; records that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of this owner.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Text within the name or an email address; wildcards have no meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Only of this company.</summary>
    public RecordId? Company { get; init; }

    /// <summary>Only deals in these stages.</summary>
    public IReadOnlyCollection<string>? Stages { get; init; }

    /// <summary>Only with these values of custom fields that are declared indexed.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();

    /// <summary>Order.</summary>
    public RecordSort Sort { get; init; }

    /// <summary>Key of the indexed custom field to sort by; wins over <see cref="Sort"/>.</summary>
    public string? SortByCustom { get; init; }
}

/// <summary>Order of a list of records.</summary>
public enum RecordSort
{
    /// <summary>By name, then id.</summary>
    Name,

    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>Last changed first.</summary>
    LastChanged,
}

/// <summary>Asks for a page.</summary>
/// <param name="Size">1 to 200 rows.</param>
/// <param name="After">The cursor of the page before, or null for the first. Opaque; a cursor of another list is refused as invalid input.</param>
public sealed record PageRequest(int Size = 50, string? After = null);

/// <summary>A page and where the next begins.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Next">Cursor of the next page; null where this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);
