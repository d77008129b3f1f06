using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IRetentionStore"/>
internal sealed class RetentionStore(StoreSession session) : IRetentionStore
{
    private static readonly string NoneOpen =
        "not exists (select 1 from crm_inbox_entry i where i.event = d.id and i.tenant = d.tenant and (i.handled_at is null or i.handled_at > @now))";

    private static readonly string IsFinished =
        "(select e.state from crm_enrollment e where e.id = d.enrollment and e.tenant = d.tenant) is not distinct from 'Finished'";

    /// <inheritdoc/>
    public async Task<RetentionPortion> DeleteEventsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken)
    {
        // An event is published after its id was made: what has a later id is younger.
        var next = "select d.occurred_at, d.id from crm_outbox_event d where d.id > @after and d.id < @id and d.relayed_at <= @now order by d.id";
        var seen = await WalkAsync(next, before, after, max, cancellationToken);
        var gone = await DeleteAsync("crm_outbox_event", NoneOpen, before, seen, cancellationToken);
        await session.ExecuteAsync(
            new SqlStatement($"delete from crm_inbox_entry where {session.Dialect.In("event", "@ids")}", session.Set("ids", gone)),
            cancellationToken
        );
        return Portion(seen, gone, max);
    }

    /// <inheritdoc/>
    public async Task<RetentionPortion> DeleteExecutionsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken)
    {
        // Their ids are derived and tell no time.
        var next = """
            select d.first_decided_at, d.id from crm_step_execution d
            where (d.first_decided_at, d.id) > (@at, @after) and d.first_decided_at < @now order by d.first_decided_at, d.id
            """;
        var seen = await WalkAsync(next, before, after, max, cancellationToken);
        return Portion(seen, await DeleteAsync("crm_step_execution", IsFinished, before, seen, cancellationToken), max);
    }

    /// <inheritdoc/>
    public Task<RetentionPortion> DeleteRequestsAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken) =>
        DeleteAsync(
            max,
            new SqlStatement(
                $"""
                delete from crm_idempotency_entry where (tenant, key) in (
                    select k.tenant, k.key from crm_idempotency_entry k where k.at < @now order by k.at limit @max{session.Dialect.ForUpdateSkipLocked("k")}
                )
                """,
                session.Time("now", before),
                new("max", max)
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<RetentionPortion> DeleteAuditAsync(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken) =>
        DeleteAsync(
            max,
            new SqlStatement(
                $"""
                delete from crm_audit_entry where (tenant, id) in (
                    select w.tenant, w.id from ({session.Dialect.OfEach(
                    "crm_tenant",
                    "crm_audit_entry",
                    "a.tenant = o.tenant and a.id < @id",
                    "a",
                    "a.id",
                    "@max"
                )}) w
                )
                """,
                session.Id(IdTime.First(before)),
                new("max", max)
            ),
            cancellationToken
        );

    /// <summary>The next rows of a table, locked: from <c>@at</c> and <c>@after</c>, where a portion ended, up to those of <c>@now</c>, whose first id is <c>@id</c>.</summary>
    private Task<List<RetentionPosition>> WalkAsync(
        string next,
        DateTimeOffset before,
        RetentionPosition? after,
        int max,
        CancellationToken cancellationToken
    ) =>
        session.SelectAsync(
            new SqlStatement(
                $"{next} limit @max{session.Dialect.ForUpdateSkipLocked("d")}",
                session.Time("at", after?.At ?? DateTimeOffset.UnixEpoch),
                new("after", session.Dialect.Id(after?.Id ?? Guid.Empty)),
                session.Id(IdTime.First(before)),
                session.Time("now", before),
                new("max", max)
            ),
            row => new RetentionPosition(session.Dialect.ReadTime(row, 0)!.Value, row.GetGuid(1)),
            cancellationToken
        );

    private Task<List<Guid>> DeleteAsync(
        string table,
        string condition,
        DateTimeOffset before,
        List<RetentionPosition> seen,
        CancellationToken cancellationToken
    ) =>
        session.SelectAsync(
            new SqlStatement(
                $"delete from {table} as d where {session.Dialect.In("d.id", "@ids")} and {condition} returning id",
                session.Set("ids", seen.Select(row => row.Id)),
                session.Time("now", before)
            ),
            row => row.GetGuid(0),
            cancellationToken
        );

    /// <summary>Deletes the oldest; there may be more where it deleted as many as it may.</summary>
    private async Task<RetentionPortion> DeleteAsync(int max, SqlStatement statement, CancellationToken cancellationToken)
    {
        var gone = await session.ExecuteAsync(statement, cancellationToken);
        return new RetentionPortion(gone, gone < max ? null : default(RetentionPosition));
    }

    private static RetentionPortion Portion(List<RetentionPosition> seen, List<Guid> gone, int max) => new(gone.Count, seen.Count < max ? null : seen[^1]);
}
