using Crm.Events;

namespace Crm.Stores;

/// <summary>Hands out events to relays; no two get the same. Business time is a parameter, leases go by the database's clock.</summary>
public interface IEventClaims
{
    /// <summary>Claims untold events, in fair share of the tenants that have some, oldest first, under a lease and a new fence.</summary>
    Task<IReadOnlyList<OutboxEvent>> ClaimAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Events that the bus had.</summary>
    Task ConfirmAsync(IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claimed event back with the tries so far, to be told again not before a moment (UTC); left alone where somebody else has claimed it since.</summary>
    Task PutOffAsync(OutboxEvent claimed, int attempts, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Events that were put off beyond a moment are due at that moment: the bus is back.</summary>
    /// <returns>How many.</returns>
    Task<int> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
