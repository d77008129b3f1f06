using Crm.Messages;
using Crm.Records;
using Crm.Sql.Stores;
using Crm.Stores;

namespace Crm.EntityFrameworkCore.Stores;

/// <inheritdoc cref="IMessageStore"/>
internal sealed class MessageStore(EntityFrameworkSession session) : IMessageStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetAsync(IReadOnlyCollection<MessageId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<Message>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<Message>> ListAsync(MessageFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        MessageList.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<MessageState, int>> CountAsync(CancellationToken cancellationToken)
    {
        var counts = session.Rows<Message>().GroupBy(row => row.State).Select(group => new { State = group.Key, Count = group.Count() });
        return (await session.ListAsync(counts, cancellationToken)).ToDictionary(row => row.State, row => row.Count);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        if (enrollments.Count == 0)
            return [];
        var wanted = enrollments.Select(id => (EnrollmentId?)id).ToList();
        return await session.ListAsync(session.Rows<Message>().Where(row => wanted.Contains(row.Enrollment)).OrderBy(row => row.Id), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Suppression>> GetSuppressionsAsync(
        string channel,
        IReadOnlyCollection<string> addressHashes,
        CancellationToken cancellationToken
    ) => addressHashes.Count == 0 ? [] : await session.ListAsync(Suppressions(channel, addressHashes), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Suppression>> GetSuppressionsAsync(
        IReadOnlyCollection<TenantId> tenants,
        string channel,
        IReadOnlyCollection<string> addressHashes,
        CancellationToken cancellationToken
    ) =>
        addressHashes.Count == 0
            ? []
            : await session.ListAsync(Suppressions(channel, addressHashes).Where(row => tenants.Contains(row.Tenant)), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<Suppression>> ListSuppressionsAsync(SuppressionFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        SuppressionList.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RefusedMessage>> GetRefusedInARowAsync(MailboxId mailbox, string reason, int max, CancellationToken cancellationToken) =>
        RefusedInARow.ReadAsync(session, mailbox, reason, max, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<Mailbox>().OrderBy(row => row.Address).ThenBy(row => row.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        await session.ListAsync(
            session.Rows<Mailbox>().Where(row => tenants.Contains(row.Tenant)).OrderBy(row => row.Address).ThenBy(row => row.Id),
            cancellationToken
        );

    private IQueryable<Suppression> Suppressions(string channel, IReadOnlyCollection<string> addressHashes) =>
        session.Rows<Suppression>().Where(row => addressHashes.Contains(row.AddressHash) && row.Channel == channel && row.Topic == "");
}
