using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <inheritdoc cref="IMessageStore"/>
internal sealed class MessageStore(StoreSession session) : IMessageStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetAsync(IReadOnlyCollection<MessageId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.Db.Rows<Message>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Message>> ListAsync(MessageFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("messages", session.Tenant, filter.States?.Cast<object>(), filter.Record, filter.Mailbox);
        var size = Cursor.Size(page);
        var rows = cursor.Read<Position>(page.After) is { } after
            ? session.Db.RowsOf<Message>("select * from crm_message where id < {0}", session.Id(after.Id))
            : session.Db.Rows<Message>();
        if (filter.States is { } states)
            rows = rows.Where(row => states.Contains(row.State));
        if (filter.Record is { } record)
            rows = rows.Where(row => row.Record == record);
        if (filter.Mailbox is { } mailbox)
            rows = rows.Where(row => row.Mailbox == mailbox);
        if (filter.VisibleOwners is { } owners)
        {
            var records = session.Db.Rows<CrmRecord>().Where(record => record.Owner == null || owners.Contains(record.Owner.Value));
            rows = rows.Where(row => records.Any(record => record.Id == row.Record));
        }
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Id.Value));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<MessageState, int>> CountAsync(CancellationToken cancellationToken) =>
        await session
            .Db.Rows<Message>()
            .GroupBy(row => row.State)
            .Select(group => new { State = group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.State, row => row.Count, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        if (enrollments.Count == 0)
            return [];
        var wanted = enrollments.Select(id => (EnrollmentId?)id).ToList();
        return await session.Db.Rows<Message>().Where(row => wanted.Contains(row.Enrollment)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Suppression>> GetSuppressionsAsync(
        string channel,
        IReadOnlyCollection<string> addressHashes,
        CancellationToken cancellationToken
    ) =>
        addressHashes.Count == 0
            ? []
            : await session
                .Db.Rows<Suppression>()
                .Where(row => addressHashes.Contains(row.AddressHash) && row.Channel == channel && row.Topic == "")
                .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(CancellationToken cancellationToken) =>
        await session.Db.Rows<Mailbox>().OrderBy(row => row.Address).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session
            .Db.Rows<Mailbox>()
            .Where(row => tenants.Contains(row.Tenant))
            .OrderBy(row => row.Address)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);

    private sealed record Position(Guid Id);
}
