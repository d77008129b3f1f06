using Crm.Records;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Sql.Stores;

/// <summary>What stands beside records in tables of their own: the ids of merged ones, and contact points.</summary>
internal static class RecordParts
{
    /// <summary>A merged record may have been merged again; deeper than this is a broken chain.</summary>
    private const int MaxMerges = 16;

    /// <summary>What is read of records by id; ids of merged records, which have no row any more, resolve to those that they were merged into.</summary>
    /// <param name="session">Where the records are.</param>
    /// <param name="ids">The records.</param>
    /// <param name="read">Reads those that have rows.</param>
    /// <param name="idOf">The record of what was read.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public static async Task<IReadOnlyList<T>> ResolveAsync<T>(
        StoreSession session,
        IReadOnlyCollection<RecordId> ids,
        Func<IReadOnlyCollection<RecordId>, Task<IReadOnlyList<T>>> read,
        Func<T, RecordId> idOf,
        CancellationToken cancellationToken
    )
    {
        var wanted = new HashSet<RecordId>(ids);
        if (wanted.Count == 0)
            return [];
        var found = await read(wanted);
        if (found.Count == wanted.Count)
            return found;
        var have = found.Select(idOf).ToHashSet();
        wanted.ExceptWith(have);
        var merged = await MergedIntoAsync(session, wanted, cancellationToken);
        merged.ExceptWith(have);
        return merged.Count == 0 ? found : [.. found, .. await read(merged)];
    }

    /// <summary>Records that have rows, with their contact points.</summary>
    public static async Task<IReadOnlyList<CrmRecord>> RecordsAsync(
        StoreSession session,
        IReadOnlyCollection<RecordId> ids,
        CancellationToken cancellationToken
    )
    {
        var query = new SqlQuery<CrmRecord>(session);
        query.Where($"{query.In("t.id", ids.Select(id => id.Value))}");
        return await AttachPointsAsync(session, await session.RowsAsync<CrmRecord>(query.Rows(), cancellationToken), cancellationToken);
    }

    /// <summary>Names and owners of records that have rows.</summary>
    public static async Task<IReadOnlyList<RecordHeader>> HeadersAsync(
        StoreSession session,
        IReadOnlyCollection<RecordId> ids,
        CancellationToken cancellationToken
    )
    {
        var query = new SqlQuery<CrmRecord>(session);
        query.Where($"{query.In("t.id", ids.Select(id => id.Value))}");
        return await session.SelectAsync(
            query.Columns("t.id, t.type, t.name, t.owner"),
            row => new RecordHeader(
                new RecordRef(Enum.Parse<RecordType>(row.GetString(1)), new RecordId(row.GetGuid(0))),
                row.GetString(2),
                row.IsDBNull(3) ? null : new MemberId(row.GetGuid(3))
            ),
            cancellationToken
        );
    }

    /// <summary>Where entries of records show besides.</summary>
    public static async Task<IReadOnlyList<TimelineLink>> LinksAsync(
        StoreSession session,
        IReadOnlyCollection<RecordId> ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return [];
        var links = LinksOf(session, expression => session.Dialect.In(expression, "@ids"), session.Set("ids", ids.Select(id => id.Value)));
        await session.ReadAsync([links], cancellationToken);
        return links.Rows;
    }

    /// <summary>Where entries of records show besides, to be read.</summary>
    /// <param name="session">Where the records are.</param>
    /// <param name="isOne">The condition that an expression is the id of one of them.</param>
    /// <param name="value">The condition's value.</param>
    public static SqlResult<TimelineLink> LinksOf(StoreSession session, Func<string, string> isOne, SqlValue value)
    {
        var own = session.Tenant is null ? "true" : "r.tenant = @tenant";
        List<SqlValue> values = [value];
        if (session.Tenant is { } tenant)
            values.Add(new SqlValue("tenant", session.Dialect.Id(tenant.Value)));
        var links = new SqlStatement(
            $"""
            select r.id, case r.type when 'Lead' then r.converted_to else r.company end as shown_in, 0 as hop from crm_record r
            where {own} and {isOne("r.id")} and r.type <> 'Company' and (r.company is not null or r.converted_to is not null)
            union all
            select r.contact, r.id, 1 from crm_record r
            where {own} and {isOne("r.contact")} and r.type = 'Deal' and r.deleted_at is null
            order by 1, 3, 2
            """,
            values
        );
        return new SqlResult<TimelineLink>(links, row => new TimelineLink(new RecordId(row.GetGuid(0)), new RecordId(row.GetGuid(1))));
    }

    /// <summary>What merged records were merged into; ids that were never merged are left out.</summary>
    private static async Task<HashSet<RecordId>> MergedIntoAsync(StoreSession session, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        var into = new HashSet<RecordId>();
        var unresolved = ids;
        for (var merge = 0; merge < MaxMerges && unresolved.Count > 0; merge++)
        {
            var query = new SqlQuery<RecordAlias>(session);
            query.Where($"{query.In("t.old_id", unresolved.Select(id => id.Value))}");
            var aliases = await session.SelectAsync(
                query.Columns("t.old_id, t.record"),
                row => (OldId: new RecordId(row.GetGuid(0)), Record: new RecordId(row.GetGuid(1))),
                cancellationToken
            );
            into.ExceptWith(aliases.Select(alias => alias.OldId));
            into.UnionWith(aliases.Select(alias => alias.Record));
            unresolved = aliases.ConvertAll(alias => alias.Record);
        }
        return into;
    }

    /// <summary>Gives records their contact points: one query for all.</summary>
    public static async Task<IReadOnlyList<CrmRecord>> AttachPointsAsync(
        StoreSession session,
        IReadOnlyList<CrmRecord> records,
        CancellationToken cancellationToken
    )
    {
        if (records.Count == 0)
            return records;
        var query = new SqlQuery<ContactPointRow>(session);
        query.Where($"{query.In("t.record", records.Select(record => record.Id.Value))}");
        var points = await session.SelectAsync(
            query.Columns("t.record, t.kind, t.value, t.normalized, t.is_primary, t.label", "t.record, t.position"),
            row =>
                (
                    Record: new RecordId(row.GetGuid(0)),
                    Point: new ContactPoint(Enum.Parse<ContactPointKind>(row.GetString(1)), row.GetString(2), row.GetString(3), row.GetBoolean(4))
                    {
                        Label = row.IsDBNull(5) ? null : row.GetString(5),
                    }
                ),
            cancellationToken
        );
        var byRecord = points.ToLookup(point => point.Record, point => point.Point);
        return [.. records.Select(record => byRecord.Contains(record.Id) ? record with { ContactPoints = [.. byRecord[record.Id]] } : record)];
    }
}
