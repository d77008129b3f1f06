using Crm.Events;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IDeliveryClaims"/>
internal sealed class DeliveryClaims(StoreSession session) : IDeliveryClaims
{
    private readonly DeliverySql statements = DeliverySql.For(session.Dialect);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InboxEntry>> ClaimAsync(DeliveryClaim claim, CancellationToken cancellationToken)
    {
        var statement = new SqlStatement(
            statements.ClaimDue,
            new("subscriber", claim.Subscriber),
            session.Time("now", claim.Now),
            StoreSession.Lease(claim.Lease),
            session.Set("without", claim.Without.Select(tenant => tenant.Value)),
            new("lanes", claim.Tenants),
            new("share", claim.Share),
            new("max", claim.Tenants * claim.Share)
        );
        var claimed = await session.RowsAsync<InboxEntry>(statement, cancellationToken);
        return [.. claimed.OrderBy(entry => entry.Tenant.Value).ThenBy(entry => entry.NextAttemptAt).ThenBy(entry => entry.Event.Value)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InboxEntry>> ClaimAfterAsync(
        TenantId tenant,
        string subscriber,
        InboxEntry? after,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) =>
        await session.RowsAsync<InboxEntry>(
            new SqlStatement(
                statements.ClaimAfter,
                new("tenant", session.Dialect.Id(tenant.Value)),
                new("subscriber", subscriber),
                session.Time("now", after?.NextAttemptAt ?? DateTimeOffset.UnixEpoch),
                new("event", session.Dialect.Id(after?.Event.Value ?? Guid.Empty)),
                StoreSession.Lease(lease)
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InboxEntry>> ClaimNewestAsync(
        TenantId tenant,
        string subscriber,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    ) =>
        await session.RowsAsync<InboxEntry>(
            new SqlStatement(
                statements.ClaimNewest,
                new("tenant", session.Dialect.Id(tenant.Value)),
                new("subscriber", subscriber),
                session.Time("now", now),
                StoreSession.Lease(lease)
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxEvent>> GetEventsAsync(IReadOnlyCollection<CrmEventId> events, CancellationToken cancellationToken) =>
        await EventStore.GetAsync(session, events, cancellationToken);

    /// <inheritdoc/>
    public Task ConfirmAsync(InboxEntry claimed, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(new SqlStatement(DeliverySql.Confirm, [.. Key(claimed), session.Time("now", now)]), cancellationToken);

    /// <inheritdoc/>
    public Task PutOffAsync(InboxEntry claimed, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(
                claimed.ParkedAt is null ? DeliverySql.PutOff : DeliverySql.Park,
                [
                    .. Key(claimed),
                    new("fence", claimed.Fence),
                    new("attempts", claimed.Attempts),
                    new("error", claimed.LastError ?? ""),
                    session.Time("now", claimed.ParkedAt ?? claimed.NextAttemptAt ?? DateTimeOffset.UnixEpoch),
                ]
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task GiveBackAsync(IReadOnlyCollection<InboxEntry> claimed, CancellationToken cancellationToken)
    {
        // Each has a fence of its own.
        foreach (var entry in claimed)
            await session.ExecuteAsync(new SqlStatement(DeliverySql.GiveBack, [.. Key(entry), new("fence", entry.Fence)]), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(TenantId tenant, string subscriber, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(DeliverySql.Release, new("tenant", session.Dialect.Id(tenant.Value)), new("subscriber", subscriber), session.Time("now", now)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task ReleaseAsync(
        TenantId tenant,
        string subscriber,
        IReadOnlyCollection<CrmEventId> events,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            new SqlStatement(
                statements.ReleaseThose,
                new("tenant", session.Dialect.Id(tenant.Value)),
                new("subscriber", subscriber),
                session.Set("ids", events.Select(id => id.Value)),
                session.Time("now", now)
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<int> DropAsync(string subscriber, int max, CancellationToken cancellationToken)
    {
        var waiting = await DropAsync(statements.DropOpen, max);
        return waiting == max ? max : waiting + await DropAsync(statements.DropParked, max - waiting);

        Task<int> DropAsync(string statement, int most) =>
            session.ExecuteAsync(new SqlStatement(statement, new("subscriber", subscriber), new("max", most)), cancellationToken);
    }

    private SqlValue[] Key(InboxEntry entry) =>
        [new("event", session.Dialect.Id(entry.Event.Value)), new("subscriber", entry.Subscriber), new("tenant", session.Dialect.Id(entry.Tenant.Value))];
}
