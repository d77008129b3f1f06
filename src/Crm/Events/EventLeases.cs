using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Takes committed events under a lease and writes what became of them.</summary>
internal sealed partial class EventLeases(ISystemStore store, IOptions<RelayOptions> options, TimeProvider time, ILogger<EventLeases> logger)
{
    private static readonly Actor Relay = Actor.System("relay");
    private static readonly Backoff Retries = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
    private static readonly TimeSpan AfterBus = TimeSpan.FromSeconds(5);

    /// <summary>Claims events, oldest first, with the subscribers that handled them before.</summary>
    public async Task<(IReadOnlyList<OutboxEvent> Claimed, ILookup<CrmEventId, string> Handled)> ClaimAsync(int max, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var claimed = await unit.EventClaims.ClaimAsync(time.GetUtcNow().ToMicroseconds(), max, options.Value.Lease, cancellationToken);
        // Only one that was tried before can have been handled by some.
        var again = claimed.Where(row => row.Fence > 1).Select(row => row.Id).ToList();
        var handled = again.Count == 0 ? [] : await unit.EventClaims.GetHandledAsync(again, cancellationToken);
        if (claimed.Count > 0)
            await unit.CommitAsync(cancellationToken);
        return (claimed, handled.ToLookup(entry => entry.Event, entry => entry.Subscriber));
    }

    /// <summary>Remembers at once which subscribers handled an event.</summary>
    public async Task RememberAsync(OutboxEvent row, IReadOnlyList<string> subscribers)
    {
        if (subscribers.Count == 0)
            return;
        var changes = new ChangeSet();
        foreach (var subscriber in subscribers)
            changes.InsertIfAbsent(
                new InboxEntry
                {
                    Tenant = row.Tenant,
                    Event = row.Id,
                    Subscriber = subscriber,
                    HandledAt = time.GetUtcNow().ToMicroseconds(),
                }
            );
        await using var unit = await store.BeginAsync(CancellationToken.None);
        await unit.ApplyAsync(changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>Writes what became of a claim: published, to be tried again, parked, or given back.</summary>
    public async Task SettleAsync(RelayResult result)
    {
        var now = time.GetUtcNow().ToMicroseconds();
        var parked = result.Failed.Where(one => one.Event.Attempts + 1 >= options.Value.MaxTries).ToList();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        foreach (var (row, _) in result.Failed.Except(parked))
        {
            var attempts = row.Attempts + 1;
            var delay = Retries.Delay(row.Id.Value.ToString(), attempts, TimeSpan.Zero)!.Value;
            await unit.EventClaims.PutOffAsync(row, attempts, now + delay, CancellationToken.None);
        }
        foreach (var row in result.Unpublished)
            await unit.EventClaims.PutOffAsync(row, row.Attempts, now + AfterBus, CancellationToken.None);
        foreach (var row in result.Left)
            await unit.EventClaims.PutOffAsync(row, row.Attempts, now, CancellationToken.None);
        List<CrmEventId> done = [.. result.Published.Select(row => row.Id), .. parked.Select(one => one.Event.Id)];
        if (done.Count > 0)
            await unit.EventClaims.ConfirmAsync(done, now, CancellationToken.None);
        await unit.ApplyAsync(Parked(unit, parked, now), CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        Telemetry.EventsPublished.Add(result.Published.Count);
        Telemetry.EventsParked.Add(parked.Count);
    }

    /// <summary>A parked event keeps its row with its payload, and the audit says why.</summary>
    private ChangeSet Parked(ISystemUnitOfWork unit, List<(OutboxEvent Event, string Why)> parked, DateTimeOffset now)
    {
        var changes = new ChangeSet();
        foreach (var (row, why) in parked)
        {
            LogParked(logger, row.Id, why);
            var origin = new WorkOrigin(row.Tenant, Relay, "event.park", row.Causes, now);
            new Work(unit.For(row.Tenant), origin, Access.Of(Relay, []), changes, CancellationToken.None).Audit(
                $"event:{row.Id}",
                null,
                new
                {
                    row.Type,
                    attempts = row.Attempts + 1,
                    why,
                }
            );
        }
        return changes;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Event} is parked: {Why}")]
    private static partial void LogParked(ILogger logger, CrmEventId @event, string why);
}
