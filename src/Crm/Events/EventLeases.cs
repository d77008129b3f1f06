using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Takes committed events under a lease, and writes that they are on their way.</summary>
internal sealed class EventLeases(ISystemStore store, PluginCatalog plugins, PluginMemory memory, IOptions<RelayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);
    private static readonly Backoff BusRetries = new(TimeSpan.FromSeconds(5), LongestDelay, TimeSpan.MaxValue);

    /// <summary>Claims events, oldest first.</summary>
    public Task<IReadOnlyList<OutboxEvent>> ClaimAsync(int max, CancellationToken cancellationToken) => ClaimAsync(Now(), max, cancellationToken);

    /// <summary>Claims one event, though its time has not come.</summary>
    public Task<IReadOnlyList<OutboxEvent>> ClaimAnyAsync(CancellationToken cancellationToken) => ClaimAsync(Now() + LongestDelay, 1, cancellationToken);

    /// <summary>Puts events into the inbox of each subscriber that wants them, though its plugin is missing here, with what became of them on the bus: published, or to be published later.</summary>
    public async Task SettleAsync(IReadOnlyList<OutboxEvent> claimed, bool isPublished)
    {
        var now = Now();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        // What the bus did not take stands in the inboxes since then.
        await unit.ApplyAsync(await InboxesAsync(unit, claimed.Where(row => row.Attempts == 0), now), CancellationToken.None);
        if (isPublished)
            await unit.EventClaims.ConfirmAsync([.. claimed.Select(row => row.Id)], now, CancellationToken.None);
        else
            foreach (var row in claimed)
            {
                var delay = BusRetries.Delay(row.Id.Value.ToString(), row.Attempts + 1, TimeSpan.Zero)!.Value;
                await unit.EventClaims.PutOffAsync(row, row.Attempts + 1, now + delay, CancellationToken.None);
            }
        await unit.CommitAsync(CancellationToken.None);
        if (isPublished)
            Telemetry.EventsPublished.Add(claimed.Count);
    }

    /// <summary>The bus is back: what it missed is published now.</summary>
    public async Task ReleaseAsync()
    {
        await using var unit = await store.BeginAsync(CancellationToken.None);
        await unit.EventClaims.ReleaseAsync(Now(), CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }

    private async Task<ChangeSet> InboxesAsync(ISystemUnitOfWork unit, IEnumerable<OutboxEvent> events, DateTimeOffset now)
    {
        var lacking = await memory.HoldSubscribersAsync(unit, CancellationToken.None);
        var subscribers = plugins
            .EventSubscribers.Select(subscriber => (subscriber.Key, subscriber.EventTypes))
            .Concat(lacking.Select(part => (part.Key, part.EventTypes)))
            .ToList();
        var changes = new ChangeSet();
        foreach (var row in events)
        foreach (var (key, _) in subscribers.Where(subscriber => SubscriberType.Wants(subscriber.EventTypes, row.Type)))
            changes.InsertIfAbsent(
                new InboxEntry
                {
                    Tenant = row.Tenant,
                    Event = row.Id,
                    Subscriber = key,
                    NextAttemptAt = now,
                }
            );
        return changes;
    }

    private async Task<IReadOnlyList<OutboxEvent>> ClaimAsync(DateTimeOffset until, int max, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var claimed = await unit.EventClaims.ClaimAsync(until, max, options.Value.Lease, cancellationToken);
        if (claimed.Count > 0)
            await unit.CommitAsync(cancellationToken);
        return claimed;
    }

    private DateTimeOffset Now() => time.GetUtcNow().ToMicroseconds();
}
