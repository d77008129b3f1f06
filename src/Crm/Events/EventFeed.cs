using System.Collections.Concurrent;

namespace Crm.Events;

/// <summary>Hands events to whoever listens in this process, such as open pages. The bus where no other is picked; other buses hand to it what they hear. Safe for all threads.</summary>
public sealed class EventFeed : IEventBus
{
    private readonly ConcurrentDictionary<EventSubscription, byte> subscriptions = new();

    /// <summary>Listens to a tenant's events from now on, until disposed.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="capacity">How many events wait for a slow listener before the oldest are dropped, from 1; an event is a hint to look, so a dropped one costs nothing but an earlier look.</param>
    public EventSubscription Listen(TenantId tenant, int capacity = 256)
    {
        var subscription = new EventSubscription(tenant, capacity, ended => subscriptions.TryRemove(ended, out _));
        subscriptions[subscription] = 0;
        return subscription;
    }

    /// <summary>Hands events to those who listen; never waits for them.</summary>
    public Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var occurred in events)
        foreach (var (subscription, _) in subscriptions)
            subscription.Hand(occurred);
        return Task.CompletedTask;
    }
}
