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
    public Task<int> CountLateAsync(DateTimeOffset queuedBefore, DateTimeOffset now, CancellationToken cancellationToken) =>
        MessageList.CountLateAsync(session, queuedBefore, now, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0 ? [] : await session.ListAsync(Of(enrollments).OrderBy(row => row.Id), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> GetUnsentOfEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0
            ? []
            : await session.ListAsync(
                Of(enrollments)
                    .Where(row => row.State == MessageState.Draft || row.State == MessageState.Approved || row.State == MessageState.Queued)
                    .OrderBy(row => row.Id),
                cancellationToken
            );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ThreadMessage>> GetThreadsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0
            ? []
            : await session.ListAsync(
                Of(enrollments)
                    .Where(row => row.SentAt != null)
                    .OrderBy(row => row.Id)
                    .Select(row => new ThreadMessage(row.Enrollment!.Value, row.Channel, row.Mailbox, row.Subject, row.WireId, row.References)),
                cancellationToken
            );

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
    public Task<IReadOnlyList<MailTemplate>> GetTemplatesAsync(CancellationToken cancellationToken) =>
        session.AllAsync<MailTemplate>("t.name, t.id", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(CancellationToken cancellationToken) =>
        session.AllAsync<Mailbox>("t.address, t.id", null, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Mailbox>> GetMailboxesAsync(IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken) =>
        session.AllAsync<Mailbox>("t.address, t.id", tenants, cancellationToken);

    private IQueryable<Message> Of(IReadOnlyCollection<EnrollmentId> enrollments)
    {
        var wanted = enrollments.Select(id => (EnrollmentId?)id).ToList();
        return session.Rows<Message>().Where(row => wanted.Contains(row.Enrollment));
    }

    private IQueryable<Suppression> Suppressions(string channel, IReadOnlyCollection<string> addressHashes) =>
        session.Rows<Suppression>().Where(row => addressHashes.Contains(row.AddressHash) && row.Channel == channel && row.Topic == "");
}
