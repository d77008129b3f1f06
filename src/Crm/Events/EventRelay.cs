using System.Text.Json;
using Crm.Audit;
using Crm.Plugins;
using Microsoft.Extensions.Logging;
using EventId = Crm.Records.EventId;

namespace Crm.Events;

/// <summary>
/// Tells committed events, oldest first: to each plugin's subscriber once (more often where it, or this process, breaks in between), then to the bus. What a subscriber fails on
/// is told again in growing steps and parked after some tries. Safe for any number of relays and processes.
/// </summary>
public sealed partial class EventRelay
{
    private const string Relay = "system:relay";
    private static readonly Backoff Retries = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromDays(3650));
    private static readonly TimeSpan AfterBus = TimeSpan.FromSeconds(5);

    private readonly ISystemStore store;
    private readonly EventDelivery delivery;
    private readonly IEventBus bus;
    private readonly RelayOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    internal EventRelay(ISystemStore store, EventDelivery delivery, IEventBus bus, RelayOptions options, TimeProvider time, ILogger<EventRelay> logger)
    {
        (this.store, this.delivery, this.bus, this.options, this.time, this.logger) = (store, delivery, bus, options, time, logger);
    }

    /// <summary>Tells what was not told, at most one claim.</summary>
    /// <param name="max">How many events at most, 1–1000.</param>
    /// <param name="cancellationToken">Ends the telling; what is left is given back.</param>
    /// <returns>How many were claimed.</returns>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public async Task<int> RunOnceAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var (claimed, handled) = await ClaimAsync(max, cancellationToken);
        if (claimed.Count == 0)
            return 0;
        var started = time.GetTimestamp();
        var told = new List<OutboxEvent>(claimed.Count);
        var failed = new List<(OutboxEvent Event, string Why)>();
        foreach (var row in claimed)
        {
            // Past half the lease another relay may be near: what is left is given back.
            if (cancellationToken.IsCancellationRequested || time.GetElapsedTime(started) > options.Lease / 2)
                break;
            if (await DeliverAsync(row, handled, cancellationToken) is { } why)
                failed.Add((row, why));
            else
                told.Add(row);
        }
        var isPublished = await PublishAsync(told, cancellationToken);
        await SettleAsync(claimed, told, isPublished, failed);
        return claimed.Count;
    }

    private async Task<(IReadOnlyList<OutboxEvent> Claimed, ILookup<EventId, string> Handled)> ClaimAsync(int max, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var claimed = await unit.EventClaims.ClaimAsync(time.GetUtcNow().ToMicroseconds(), max, options.Lease, cancellationToken);
        // Only one that was tried before can have been handled by some.
        var again = claimed.Where(row => row.Fence > 1).Select(row => row.Id).ToList();
        var handled = again.Count == 0 ? [] : await unit.EventClaims.GetHandledAsync(again, cancellationToken);
        if (claimed.Count > 0)
            await unit.CommitAsync(cancellationToken);
        return (claimed, handled.ToLookup(entry => entry.Event, entry => entry.Subscriber));
    }

    /// <summary>Hands an event to all that want it; each one's success is kept at once.</summary>
    private async Task<string?> DeliverAsync(OutboxEvent row, ILookup<EventId, string> handled, CancellationToken cancellationToken)
    {
        var wanting = delivery.Wanting(row, handled);
        if (wanting.Count == 0)
            return null;
        var occurred = EventDelivery.Told(row);
        var changes = new ChangeSet();
        string? failure = null;
        foreach (var subscriber in wanting)
        {
            if (await HandAsync(subscriber, occurred, cancellationToken) is { } why)
                failure = why;
            else
                changes.InsertIfAbsent(
                    new InboxEntry
                    {
                        Tenant = row.Tenant,
                        Event = row.Id,
                        Subscriber = subscriber.Key,
                        HandledAt = time.GetUtcNow().ToMicroseconds(),
                    }
                );
        }
        if (changes.IsEmpty)
            return failure;
        await using var unit = await store.BeginAsync(CancellationToken.None);
        await unit.ApplyAsync(changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        return failure;
    }

    private async Task<string?> HandAsync(SubscriberType subscriber, CrmEvent occurred, CancellationToken cancellationToken)
    {
        try
        {
            return await delivery.HandAsync(subscriber, occurred, options.SubscriberTime, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return "The host stops.";
        }
    }

    private async Task<bool> PublishAsync(List<OutboxEvent> told, CancellationToken cancellationToken)
    {
        if (told.Count == 0)
            return true;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.BusTime);
        try
        {
            await bus.PublishAsync([.. told.Select(EventDelivery.Told)], patience.Token).WaitAsync(patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogBus(logger, exception.GetType().Name, told.Count);
            return false;
        }
    }

    private async Task SettleAsync(IReadOnlyList<OutboxEvent> claimed, List<OutboxEvent> told, bool isPublished, List<(OutboxEvent Event, string Why)> failed)
    {
        var now = time.GetUtcNow().ToMicroseconds();
        var done = isPublished ? told.Select(row => row.Id).ToList() : [];
        var parked = failed.Where(one => one.Event.Attempts + 1 >= options.MaxTries).ToList();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        foreach (var (row, _) in failed.Except(parked))
        {
            var attempts = row.Attempts + 1;
            var delay = Retries.Delay(row.Id.Value.ToString(), attempts, TimeSpan.Zero)!.Value;
            await unit.EventClaims.PutOffAsync(row, attempts, now + delay, CancellationToken.None);
        }
        foreach (var row in claimed.Except(told).Except(failed.Select(one => one.Event)).Concat(isPublished ? [] : told))
            await unit.EventClaims.PutOffAsync(row, row.Attempts, told.Contains(row) ? now + AfterBus : now, CancellationToken.None);
        done.AddRange(parked.Select(one => one.Event.Id));
        if (done.Count > 0)
            await unit.EventClaims.ConfirmAsync(done, now, CancellationToken.None);
        await unit.ApplyAsync(Parked(parked, now), CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>An event that is not told any more keeps its row with its payload, and the audit says why.</summary>
    private ChangeSet Parked(List<(OutboxEvent Event, string Why)> parked, DateTimeOffset now)
    {
        var changes = new ChangeSet();
        foreach (var (row, why) in parked)
        {
            LogParked(logger, row.Id, why);
            changes.Insert(
                new AuditEntry
                {
                    Tenant = row.Tenant,
                    Id = OrderedId.At(now),
                    At = now,
                    Actor = Relay,
                    Action = "event.park",
                    Subject = $"event:{row.Id}",
                    After = JsonSerializer.Serialize(
                        new
                        {
                            row.Type,
                            attempts = row.Attempts + 1,
                            why,
                        },
                        ContractJson.Options
                    ),
                    Causes = row.Causes,
                }
            );
        }
        return changes;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus did not take {Count} events ({Exception}); told again in a few seconds.")]
    private static partial void LogBus(ILogger logger, string exception, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Event} is parked: {Why}")]
    private static partial void LogParked(ILogger logger, EventId @event, string why);
}
