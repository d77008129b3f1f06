using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>Finds live records by what people know of them: addresses, names, domains, ids in other systems.</summary>
internal static class RecordMatches
{
    /// <summary>Records by contact points.</summary>
    public static async Task<IReadOnlyList<ContactPointMatch>> ByContactPointAsync(
        StoreSession session,
        ContactPointKind kind,
        IReadOnlyCollection<string> normalized,
        CancellationToken cancellationToken
    )
    {
        if (normalized.Count == 0)
            return [];
        var points = new SqlQuery<ContactPointRow>(session) { Join = "join crm_record r on r.id = t.record and r.tenant = t.tenant and r.deleted_at is null" };
        points.Where($"t.kind = {kind} and {points.In("t.normalized", normalized)}");
        return await session.SelectAsync(
            points.Columns("distinct t.normalized, r.type, r.id"),
            row => new ContactPointMatch(row.GetString(0), new RecordRef(Enum.Parse<RecordType>(row.GetString(1)), new RecordId(row.GetGuid(2)))),
            cancellationToken
        );
    }

    /// <summary>Records by ids in other systems.</summary>
    /// <param name="session">Where the records are.</param>
    /// <param name="type">The records' type.</param>
    /// <param name="system">The system; null: any.</param>
    /// <param name="values">The ids.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IReadOnlyList<ExternalReference>> ByReferenceAsync(
        StoreSession session,
        RecordType type,
        string? system,
        IReadOnlyCollection<string> values,
        CancellationToken cancellationToken
    )
    {
        if (values.Count == 0)
            return [];
        var references = new SqlQuery<ExternalReference>(session);
        references.Where($"t.record_type = {type} and {references.In("t.value", values)}");
        if (system is not null)
            references.Where($"t.system = {system}");
        return await session.RowsAsync<ExternalReference>(references.Rows(), cancellationToken);
    }

    /// <summary>Records by name, in the form that is compared.</summary>
    public static Task<IReadOnlyList<CrmRecord>> ByNameAsync(
        StoreSession session,
        RecordType type,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    ) => RecordsAsync(session, type, "t.name_key", [.. names.Select(NameKey.Of).Distinct()], cancellationToken);

    /// <summary>Companies by domain.</summary>
    public static async Task<IReadOnlyList<Company>> ByDomainAsync(
        StoreSession session,
        IReadOnlyCollection<string> domains,
        CancellationToken cancellationToken
    ) => [.. (await RecordsAsync(session, RecordType.Company, "t.domain", domains, cancellationToken)).Cast<Company>()];

    private static async Task<IReadOnlyList<CrmRecord>> RecordsAsync(
        StoreSession session,
        RecordType type,
        string column,
        IReadOnlyCollection<string> texts,
        CancellationToken cancellationToken
    )
    {
        if (texts.Count == 0)
            return [];
        var records = new SqlQuery<CrmRecord>(session).Where($"t.type = {type} and t.deleted_at is null");
        records.Where($"{records.In(column, texts)}");
        return await RecordParts.AttachPointsAsync(session, await session.RowsAsync<CrmRecord>(records.Rows(), cancellationToken), cancellationToken);
    }
}
