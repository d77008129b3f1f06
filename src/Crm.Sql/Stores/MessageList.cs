using Crm.Messages;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The pages of the ledger, newest first.</summary>
internal static class MessageList
{
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
        var query = new SqlQuery<Message>(session);
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"t.id < {after.Id}");
        if (filter.States is { } states)
            query.Where($"{query.In("t.state", states.Select(state => state.ToString()))}");
        if (filter.Record is { } record)
            query.Where($"t.record = {record}");
        if (filter.Mailbox is { } mailbox)
            query.Where($"t.mailbox = {mailbox}");
        if (filter.Sequence is { } sequence)
            query.Where($"(select 1 from crm_enrollment e where e.id = t.enrollment and e.tenant = t.tenant and e.sequence = {sequence}) is not null");
        if (filter.QueuedFrom is { } from)
            query.Where($"t.queued_at >= {from}");
        if (filter.QueuedBefore is { } before)
            query.Where($"t.queued_at < {before}");
        if (filter.VisibleOwners is { } owners)
        {
            // By a scalar, as in a timeline.
            var isVisible = query.In("r.owner", owners.Select(owner => owner.Value));
            query.Where($"(select 1 from crm_record r where r.id = t.record and r.tenant = t.tenant and (r.owner is null or {isVisible})) is not null");
        }
        var found = await session.RowsAsync<Message>(query.Rows("t.id desc", size + 1), cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Id.Value));
    }

    private sealed record Position(Guid Id);
}
