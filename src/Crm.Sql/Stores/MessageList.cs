using Crm.Messages;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The pages of the ledger, newest first.</summary>
internal sealed class MessageList(StoreSession session, MessageFilter filter)
{
    /// <summary>
    /// So many messages are looked through for those that a caller may see, or that are of a sequence. Where these are rare, they are then found from the side of the records or enrollments: as fast as there are
    /// few of them, however long the ledger.
    /// </summary>
    private const int Window = 1000;

    /// <summary>How many were queued before a moment, are due, and wait for a sender; of the session's tenant.</summary>
    public static async Task<int> CountLateAsync(StoreSession session, DateTimeOffset queuedBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = new SqlStatement(
            ClaimSql.For(session.Dialect).CountLate,
            new("tenant", session.Dialect.Id(session.Tenant!.Value.Value)),
            session.Time("before", queuedBefore),
            session.Time("now", now)
        );
        return (await session.SelectAsync(count, row => row.GetInt32(0), cancellationToken))[0];
    }

    /// <summary>A page.</summary>
    public static async Task<Page<Message>> PageAsync(StoreSession session, MessageFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of(
            "messages",
            session.Tenant,
            filter.States?.Cast<object>(),
            filter.Record,
            filter.Mailbox,
            filter.Sequence,
            filter.QueuedFrom,
            filter.QueuedBefore
        );
        var size = Cursor.Size(page);
        var found = await new MessageList(session, filter).FirstAsync(cursor.Read<Position>(page.After), size + 1, cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Id.Value));
    }

    private async Task<List<Message>> FirstAsync(Position? after, int max, CancellationToken cancellationToken)
    {
        if (filter is { VisibleOwners: null, Sequence: null })
            return await session.RowsAsync<Message>(Newest(after).Rows("t.id desc", max), cancellationToken);
        var ids = await IdsAsync(after, max, cancellationToken);
        if (ids.Count == 0)
            return [];
        var byId = new SqlQuery<Message>(session);
        byId.Where($"{byId.In("t.id", ids)}");
        return await session.RowsAsync<Message>(byId.Rows("t.id desc", max), cancellationToken);
    }

    /// <summary>The first ids of what is wanted, where that takes a look at another table.</summary>
    private async Task<IReadOnlyList<Guid>> IdsAsync(Position? after, int max, CancellationToken cancellationToken)
    {
        var query = Newest(after);
        var isWanted = $"case when {IsOfSequence(query).Text} and {IsVisible(query).Text} then 1 else 0 end";
        var newest = await session.SelectAsync(
            query.Columns($"t.id, {isWanted}", "t.id, t.tenant, t.record, t.enrollment", "t.id desc", Window),
            row => (Id: row.GetGuid(0), IsWanted: row.GetInt32(1) == 1),
            cancellationToken
        );
        List<Guid> ids = [.. newest.Where(row => row.IsWanted).Select(row => row.Id).Take(max)];
        return newest.Count < Window || ids.Count == max ? ids : await FromTheOtherSideAsync(after, max, cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> FromTheOtherSideAsync(Position? after, int max, CancellationToken cancellationToken)
    {
        var query = Filtered(after);
        if (filter.States is { } states)
            query.Where($"{query.In("t.state", states.Select(state => state.ToString()))}");
        if (filter.Sequence is { } sequence)
            query.Through("crm_enrollment", $"s.sequence = {sequence}", "t.enrollment").Where($"{IsVisible(query)}");
        else
            query.Through("crm_record", $"{IsSeen(query, "s")}", "t.record");
        return await session.SelectAsync(query.Columns("t.id", "t.id desc", max), row => row.GetGuid(0), cancellationToken);
    }

    /// <summary>The newest of each state, by the index of states.</summary>
    private SqlQuery<Message> Newest(Position? after) =>
        filter.States is { } states ? Filtered(after).WhereEach("t.state", states.Select(state => state.ToString())) : Filtered(after);

    /// <summary>What needs no look at another table.</summary>
    private SqlQuery<Message> Filtered(Position? after)
    {
        var query = new SqlQuery<Message>(session);
        if (after is not null)
            query.Where($"t.id < {after.Id}");
        if (filter.Record is { } record)
            query.Where($"t.record = {record}");
        if (filter.Mailbox is { } mailbox)
            query.Where($"t.mailbox = {mailbox}");
        if (filter.QueuedFrom is { } from)
            query.Where($"t.queued_at >= {from}");
        if (filter.QueuedBefore is { } before)
            query.Where($"t.queued_at < {before}");
        return query;
    }

    private SqlFragment IsOfSequence(SqlQuery<Message> query) =>
        filter.Sequence is { } sequence
            ? new(
                $"(select 1 from crm_enrollment e where e.id = t.enrollment and e.tenant = t.tenant and e.sequence = {query.Value(sequence).Text}) is not null"
            )
            : new("true");

    /// <summary>By a scalar, as in a timeline.</summary>
    private SqlFragment IsVisible(SqlQuery<Message> query) =>
        filter.VisibleOwners is null
            ? new("true")
            : new($"(select 1 from crm_record r where r.id = t.record and r.tenant = t.tenant and {IsSeen(query, "r").Text}) is not null");

    private SqlFragment IsSeen(SqlQuery<Message> query, string record) =>
        new($"({record}.owner is null or {query.In($"{record}.owner", filter.VisibleOwners!.Select(owner => owner.Value)).Text})");

    private sealed record Position(Guid Id);
}
