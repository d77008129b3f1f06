using Crm.Events;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IEventStore"/>
internal sealed class EventStore(StoreSession session) : IEventStore
{
    /// <inheritdoc/>
    public async Task<Page<InboxEntry>> ListParkedAsync(ParkedFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("parked", session.Tenant, filter.Subscriber, filter.Events?.Cast<object>());
        var size = Cursor.Size(page);
        var query = new SqlQuery<InboxEntry>(session).Where($"t.parked_at is not null");
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"(t.event, t.subscriber) > ({after.Event}, {after.Subscriber})");
        if (filter.Subscriber is { } subscriber)
            query.Where($"t.subscriber = {subscriber}");
        if (filter.Events is { } events)
            query.Where($"{query.In("t.event", events.Select(id => id.Value))}");
        var found = await session.RowsAsync<InboxEntry>(query.Rows("t.event, t.subscriber", size + 1), cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Event.Value, row.Subscriber));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxEvent>> GetAsync(IReadOnlyCollection<CrmEventId> ids, CancellationToken cancellationToken) =>
        await GetAsync(session, ids, cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<RecordEvent>> ListSinceAsync(DateTimeOffset since, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("since", session.Tenant, since);
        var size = Cursor.Size(page);
        var query = new SqlQuery<OutboxEvent>(session).Where($"t.id >= {IdTime.First(since)}").Where($"t.record is not null");
        if (cursor.Read<RecordPosition>(page.After) is { } after)
            query.Where($"t.id > {after.Event}");
        var found = await session.SelectAsync(
            query.Columns("t.id, t.type, t.record_type, t.record", "t.id", size + 1),
            row => new RecordEvent(
                new CrmEventId(row.GetGuid(0)),
                row.GetString(1),
                new RecordRef(EnumText<RecordType>.Read(row.GetString(2)), new RecordId(row.GetGuid(3)))
            ),
            cancellationToken
        );
        return cursor.Page([.. found], size, row => new RecordPosition(row.Id.Value));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubscriberBacklog>> CountBacklogAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var own = session.Tenant is { } tenant ? [new SqlValue("tenant", session.Dialect.Id(tenant.Value))] : Array.Empty<SqlValue>();
        var isOwn = own.Length == 0 ? "true" : "tenant = @tenant";
        var count = new SqlStatement(
            $"""
            select w.subscriber, cast(sum(w.parked) as integer), cast(sum(w.late) as integer) from (
                select subscriber, 1 as parked, 0 as late from crm_inbox_entry where {isOwn} and parked_at is not null
                union all
                select subscriber, 0, 1 from crm_inbox_entry where {isOwn} and next_attempt_at is not null and event < @id
            ) w group by w.subscriber order by w.subscriber
            """,
            [.. own, session.Id(IdTime.First(since))]
        );
        return await session.SelectAsync(count, row => new SubscriberBacklog(row.GetString(0), row.GetInt32(1), row.GetInt32(2)), cancellationToken);
    }

    /// <summary>Events by id, of whom the session sees.</summary>
    public static async Task<IReadOnlyList<OutboxEvent>> GetAsync(
        StoreSession session,
        IReadOnlyCollection<CrmEventId> ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return [];
        var query = new SqlQuery<OutboxEvent>(session);
        query.Where($"{query.In("t.id", ids.Select(id => id.Value))}");
        return await session.RowsAsync<OutboxEvent>(query.Rows(), cancellationToken);
    }

    private sealed record Position(Guid Event, string Subscriber);

    private sealed record RecordPosition(Guid Event);
}
