using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <inheritdoc cref="IRecordStore"/>
internal sealed class RecordStore(StoreSession session) : IRecordStore
{
    /// <summary>A merged record may have been merged again; deeper than this is a broken chain.</summary>
    private const int MaxMerges = 16;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CrmRecord>> GetAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var wanted = await ResolveAsync(ids, cancellationToken);
        return await LoadAsync(session.Db.Rows<CrmRecord>().Where(row => wanted.Contains(row.Id)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContactPointMatch>> FindByContactPointAsync(
        ContactPointKind kind,
        IReadOnlyCollection<string> normalized,
        CancellationToken cancellationToken
    )
    {
        if (normalized.Count == 0)
            return [];
        var found = await session
            .Db.Rows<ContactPointRow>()
            .Where(point => point.Kind == kind && normalized.Contains(point.Normalized))
            .Join(
                session.Db.Rows<CrmRecord>().Where(record => record.DeletedAt == null),
                point => point.Record,
                record => record.Id,
                (point, record) =>
                    new
                    {
                        point.Normalized,
                        Type = EF.Property<string>(record, RowMapping.RecordTypeProperty),
                        record.Id,
                    }
            )
            .Distinct()
            .ToListAsync(cancellationToken);
        return [.. found.Select(row => new ContactPointMatch(row.Normalized, new RecordRef(Enum.Parse<RecordType>(row.Type), row.Id)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExternalReference>> FindByReferenceAsync(
        RecordType type,
        string? system,
        IReadOnlyCollection<string> values,
        CancellationToken cancellationToken
    )
    {
        if (values.Count == 0)
            return [];
        var rows = session.Db.Rows<ExternalReference>().Where(row => row.RecordType == type && values.Contains(row.Value));
        if (system is not null)
            rows = rows.Where(row => row.System == system);
        return await rows.ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CrmRecord>> FindByNameAsync(RecordType type, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return [];
        var keys = names.Select(NameKey.Of).Distinct().ToList();
        return await LoadAsync(
            Live(session.Db.Rows<CrmRecord>(), type).Where(row => keys.Contains(EF.Property<string>(row, RowMapping.NameKeyProperty))),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Company>> FindByDomainAsync(IReadOnlyCollection<string> domains, CancellationToken cancellationToken)
    {
        if (domains.Count == 0)
            return [];
        var companies = session
            .Db.Rows<CrmRecord>()
            .OfType<Company>()
            .Where(row => row.DeletedAt == null && row.Domain != null && domains.Contains(row.Domain));
        return [.. (await LoadAsync(companies, cancellationToken)).Cast<Company>()];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExternalReference>> GetReferencesAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.Db.Rows<ExternalReference>().Where(row => ids.Contains(row.Record)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<CrmRecord>> ListAsync(RecordFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var list = await RecordList.CreateAsync(session, filter, cancellationToken);
        var found = await list.PageAsync(page, cancellationToken);
        return found with { Rows = await AttachAsync(found.Rows, cancellationToken) };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CrmRecord>> GetRelatedAsync(IReadOnlyCollection<RecordId> ids, RecordType type, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var optional = ids.Select(id => (RecordId?)id).ToList();
        return type switch
        {
            RecordType.Contact => await LoadAsync(
                session.Db.Rows<CrmRecord>().OfType<Contact>().Where(row => row.DeletedAt == null && optional.Contains(row.Company)),
                cancellationToken
            ),
            RecordType.Deal => await LoadAsync(
                session
                    .Db.Rows<CrmRecord>()
                    .OfType<Deal>()
                    .Where(row => row.DeletedAt == null && (optional.Contains(row.Company) || optional.Contains(row.Contact))),
                cancellationToken
            ),
            RecordType.Company => await LoadAsync(
                session.Db.Rows<CrmRecord>().OfType<Company>().Where(row => row.DeletedAt == null && optional.Contains(row.Parent)),
                cancellationToken
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Leads hang on no other record."),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StageChange>> GetStageHistoryAsync(RecordId deal, CancellationToken cancellationToken) =>
        await session.Db.Rows<StageChange>().Where(row => row.Deal == deal).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>Records of a type that are not deleted.</summary>
    internal static IQueryable<CrmRecord> Live(IQueryable<CrmRecord> rows, RecordType type)
    {
        var name = type.ToString();
        return rows.Where(row => row.DeletedAt == null && EF.Property<string>(row, RowMapping.RecordTypeProperty) == name);
    }

    private async Task<IReadOnlyCollection<RecordId>> ResolveAsync(IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<RecordId>(ids);
        IReadOnlyCollection<RecordId> unresolved = wanted;
        for (var merge = 0; merge < MaxMerges; merge++)
        {
            var aliases = await session.Db.Rows<RecordAlias>().Where(row => unresolved.Contains(row.OldId)).ToListAsync(cancellationToken);
            if (aliases.Count == 0)
                break;
            wanted.ExceptWith(aliases.Select(alias => alias.OldId));
            wanted.UnionWith(aliases.Select(alias => alias.Record));
            unresolved = [.. aliases.Select(alias => alias.Record)];
        }
        return wanted;
    }

    private async Task<IReadOnlyList<CrmRecord>> LoadAsync<T>(IQueryable<T> rows, CancellationToken cancellationToken)
        where T : CrmRecord => await AttachAsync(await rows.ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Gives records their contact points: one query for all.</summary>
    private async Task<IReadOnlyList<CrmRecord>> AttachAsync(IReadOnlyList<CrmRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
            return records;
        var ids = records.Select(record => record.Id).ToList();
        var points = await session
            .Db.Rows<ContactPointRow>()
            .Where(point => ids.Contains(point.Record))
            .OrderBy(point => point.Record)
            .ThenBy(point => point.Position)
            .ToListAsync(cancellationToken);
        var byRecord = points.ToLookup(point => point.Record, point => point.ToPoint());
        return [.. records.Select(record => byRecord.Contains(record.Id) ? record with { ContactPoints = [.. byRecord[record.Id]] } : record)];
    }
}
