using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Takes what waits for subscribers under a lease and writes what became of it: on and on while the database is away, since nobody else knows.</summary>
internal sealed partial class DeliveryLeases(ISystemStore store, IOptions<RelayOptions> options, TimeProvider time, ILogger<DeliveryLeases> logger)
{
    private static readonly Actor Relay = Actor.System("relay");
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Claims entries with their events.</summary>
    /// <param name="claim">Claims them, under a lease.</param>
    /// <param name="cancellationToken">Ends it before the commit.</param>
    public async Task<IReadOnlyList<(InboxEntry Entry, CrmEvent Event)>> ClaimAsync(
        Func<IDeliveryClaims, TimeSpan, Task<IReadOnlyList<InboxEntry>>> claim,
        CancellationToken cancellationToken
    )
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        // No call that begins in time outlives it.
        var claimed = await claim(unit.DeliveryClaims, options.Value.Lease + options.Value.SubscriberTime);
        if (claimed.Count == 0)
            return [];
        var rows = await unit.DeliveryClaims.GetEventsAsync([.. claimed.Select(entry => entry.Event).Distinct()], cancellationToken);
        var events = rows.ToDictionary(row => row.Id, EventRelay.Of);
        await unit.CommitAsync(cancellationToken);
        return [.. claimed.Where(entry => events.ContainsKey(entry.Event)).Select(entry => (entry, events[entry.Event]))];
    }

    /// <summary>A subscriber has handled an event.</summary>
    /// <param name="entry">The claim.</param>
    /// <param name="release">Which of its delayed events to retry now.</param>
    /// <param name="giveUp">The host goes down.</param>
    public Task ConfirmAsync(InboxEntry entry, LaneRelease release, CancellationToken giveUp) =>
        WriteAsync(
            async unit =>
            {
                var now = Now();
                await unit.DeliveryClaims.ConfirmAsync(entry, now, CancellationToken.None);
                if (release.IsEverything)
                    await unit.DeliveryClaims.ReleaseAsync(entry.Tenant, entry.Subscriber, now, CancellationToken.None);
                else if (release.Events.Count > 0)
                    await unit.DeliveryClaims.ReleaseAsync(entry.Tenant, entry.Subscriber, release.Events, now, CancellationToken.None);
            },
            giveUp
        );

    /// <summary>A subscriber failed on an event: it is tried again later, or parked, or, where the failure does not count, it waits as before.</summary>
    public async Task FailAsync((InboxEntry Entry, CrmEvent Event) claimed, string why, bool counts, CancellationToken giveUp)
    {
        var (entry, occurred) = claimed;
        var failed = entry with { LastError = why };
        if (counts)
        {
            var retries = new Backoff(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), options.Value.RetryTime);
            var delay = retries.DelayAfter($"{entry.Event}:{entry.Subscriber}", entry.Attempts + 1);
            failed = failed with { Attempts = entry.Attempts + 1, NextAttemptAt = Now() + delay, ParkedAt = delay is null ? Now() : null };
        }
        await WriteAsync(
            async unit =>
            {
                await unit.DeliveryClaims.PutOffAsync(failed, CancellationToken.None);
                if (failed.ParkedAt is not null)
                    await unit.ApplyAsync(Parked(unit, failed, occurred), CancellationToken.None);
            },
            giveUp
        );
        if (failed.ParkedAt is null)
            return;
        Telemetry.EventsParked.Add(1);
        LogParked(logger, entry.Event, why);
    }

    /// <summary>Gives back what was not tried.</summary>
    public Task GiveBackAsync(IReadOnlyCollection<InboxEntry> entries, CancellationToken giveUp) =>
        entries.Count == 0 ? Task.CompletedTask : WriteAsync(unit => unit.DeliveryClaims.GiveBackAsync(entries, CancellationToken.None), giveUp);

    private async Task WriteAsync(Func<ISystemUnitOfWork, Task> write, CancellationToken giveUp)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await using var unit = await store.BeginAsync(CancellationToken.None);
                await write(unit);
                await unit.CommitAsync(CancellationToken.None);
                return;
            }
            catch (Exception exception) when (exception is TransientStoreException or CommitUnknownException)
            {
                if (delay == FirstDelay)
                    LogNotWritten(logger, exception.GetType().Name);
            }
            await Task.Delay(delay, time, giveUp);
        }
    }

    /// <summary>The audit says why.</summary>
    private static ChangeSet Parked(ISystemUnitOfWork unit, InboxEntry entry, CrmEvent occurred)
    {
        var changes = new ChangeSet();
        var origin = new WorkOrigin(entry.Tenant, Relay, "event.park", occurred.Causes, entry.ParkedAt!.Value);
        new Work(unit.For(entry.Tenant), origin, Access.Of(Relay, []), changes, CancellationToken.None).Audit(
            $"event:{entry.Event}",
            null,
            new
            {
                occurred.Type,
                entry.Subscriber,
                entry.Attempts,
                why = entry.LastError,
            }
        );
        return changes;
    }

    private DateTimeOffset Now() => time.GetUtcNow().ToMicroseconds();

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Event} is parked: {Why}")]
    private static partial void LogParked(ILogger logger, CrmEventId @event, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of an event could not be recorded ({Exception}); retrying until it is.")]
    private static partial void LogNotWritten(ILogger logger, string exception);
}
