using Crm.Events;

namespace Crm.Stores;

/// <summary>Hands out events on their way to subscribers; no two workers get the same. Business time is a parameter, leases go by the database's clock.</summary>
public interface IDeliveryClaims
{
    /// <summary>Claims what is due for a subscriber, of the tenants that wait longest, under a lease and a new fence; ordered by tenant, then by due moment and event.</summary>
    Task<IReadOnlyList<InboxEntry>> ClaimAsync(DeliveryClaim claim, CancellationToken cancellationToken);

    /// <summary>Claims one entry of a tenant for a subscriber, due or not: the first after a position in the order of due moment and event.</summary>
    /// <returns>At most one.</returns>
    Task<IReadOnlyList<InboxEntry>> ClaimAfterAsync(TenantId tenant, string subscriber, InboxEntry? after, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The same for the one that has become due last.</summary>
    Task<IReadOnlyList<InboxEntry>> ClaimNewestAsync(
        TenantId tenant,
        string subscriber,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken
    );

    /// <summary>The events of some ids, of any tenants.</summary>
    Task<IReadOnlyList<OutboxEvent>> GetEventsAsync(IReadOnlyCollection<CrmEventId> events, CancellationToken cancellationToken);

    /// <summary>The subscriber has handled it: whoever holds it by now.</summary>
    Task ConfirmAsync(InboxEntry claimed, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claimed entry back as it stands in the row, to be tried again or parked; left alone where somebody else has claimed it since.</summary>
    Task PutOffAsync(InboxEntry claimed, CancellationToken cancellationToken);

    /// <summary>Gives claimed entries back as they were.</summary>
    Task GiveBackAsync(IReadOnlyCollection<InboxEntry> claimed, CancellationToken cancellationToken);

    /// <summary>What waits for a subscriber beyond a moment is due at that moment: it is back.</summary>
    Task ReleaseAsync(TenantId tenant, string subscriber, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The same for some events only.</summary>
    Task ReleaseAsync(TenantId tenant, string subscriber, IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Drops what waits for a subscriber, of all tenants, parked or not; what it handled stays. Entries that another transaction has locked stay.</summary>
    /// <param name="subscriber">Its key.</param>
    /// <param name="max">How many entries at most.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    /// <returns>How many; fewer than <paramref name="max"/> when no others can be dropped now.</returns>
    Task<int> DropAsync(string subscriber, int max, CancellationToken cancellationToken);
}
