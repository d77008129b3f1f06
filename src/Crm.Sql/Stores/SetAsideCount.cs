namespace Crm.Sql.Stores;

/// <summary>What waits for slots of slow handlers: columns that no row of ours maps.</summary>
internal static class SetAsideCount
{
    /// <summary>How many that were due before a moment wait, by the handler's key.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> ReadAsync(StoreSession session, DateTimeOffset dueBefore, CancellationToken cancellationToken)
    {
        var own = session.Tenant is { } tenant ? [new SqlValue("tenant", session.Dialect.Id(tenant.Value))] : Array.Empty<SqlValue>();
        var count = new SqlStatement(
            $"""
            select e.set_aside_for, cast(count(*) as integer) from crm_enrollment e
            where {SetAsideSql.IsSetAside} and not e.is_held and e.due_at < @now{(own.Length == 0 ? "" : " and e.tenant = @tenant")} group by e.set_aside_for
            """,
            [.. own, session.Time("now", dueBefore)]
        );
        var rows = await session.SelectAsync(count, row => (Handler: row.GetString(0), Count: row.GetInt32(1)), cancellationToken);
        return rows.ToDictionary(row => row.Handler, row => row.Count, StringComparer.Ordinal);
    }
}
