using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>What stands beside records in tables of their own: the ids of merged ones, and contact points.</summary>
internal static class RecordParts
{
    /// <summary>A merged record may have been merged again; deeper than this is a broken chain.</summary>
    private const int MaxMerges = 16;

    /// <summary>The same ids, those of merged records replaced by what they were merged into.</summary>
    public static async Task<IReadOnlyCollection<RecordId>> ResolveAsync(
        StoreSession session,
        IReadOnlyCollection<RecordId> ids,
        CancellationToken cancellationToken
    )
    {
        var wanted = new HashSet<RecordId>(ids);
        IReadOnlyCollection<RecordId> unresolved = wanted;
        for (var merge = 0; merge < MaxMerges; merge++)
        {
            var query = new SqlQuery<RecordAlias>(session);
            query.Where($"{query.In("t.old_id", unresolved.Select(id => id.Value))}");
            var aliases = await session.SelectAsync(
                query.Columns("t.old_id, t.record"),
                row => (OldId: new RecordId(row.GetGuid(0)), Record: new RecordId(row.GetGuid(1))),
                cancellationToken
            );
            if (aliases.Count == 0)
                break;
            wanted.ExceptWith(aliases.Select(alias => alias.OldId));
            wanted.UnionWith(aliases.Select(alias => alias.Record));
            unresolved = aliases.ConvertAll(alias => alias.Record);
        }
        return wanted;
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
