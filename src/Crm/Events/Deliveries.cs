using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>
/// Tells subscribers the events in their inboxes: many lanes at the same time, each one's events one after the other, so that whoever is slow or fails keeps nobody else waiting. Safe for all threads and for any
/// number of processes.
/// </summary>
internal sealed partial class Deliveries(
    DeliveryLeases leases,
    EventDelivery delivery,
    IOptions<RelayOptions> options,
    TimeProvider time,
    ILogger<Deliveries> logger
)
{
    /// <summary>A lane's turn ends after this: another tenant may wait for its place.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Lane, LaneState> states = new();
    private readonly ConcurrentDictionary<Lane, Run> running = new();
    private bool isBeginning;

    /// <summary>Tells what is due, at most one claim of each lane.</summary>
    /// <param name="cancellationToken">Ends it early; what is left is given back.</param>
    /// <returns>The events that were claimed.</returns>
    public async Task<IReadOnlyList<CrmEventId>> RunOnceAsync(CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(cancellationToken);
        await EndAsync();
        return begun;
    }

    /// <summary>Begins to tell what is due, beside what is being told already.</summary>
    /// <returns>The events that were claimed.</returns>
    public async Task<IReadOnlyList<CrmEventId>> BeginAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref isBeginning, true))
            return [];
        try
        {
            await CollectAsync([.. running.Where(run => run.Value.Ended.IsCompleted)]);
            var begun = new List<CrmEventId>();
            foreach (var subscriber in delivery.Subscribers)
            {
                begun.AddRange(await BeginProbesAsync(subscriber, stop));
                begun.AddRange(await BeginDueAsync(subscriber, stop));
            }
            return begun;
        }
        finally
        {
            Volatile.Write(ref isBeginning, false);
        }
    }

    /// <summary>Waits for what was begun.</summary>
    public Task EndAsync() => CollectAsync([.. running]);

    private async Task CollectAsync(List<KeyValuePair<Lane, Run>> runs)
    {
        try
        {
            await Task.WhenAll(runs.Select(run => run.Value.Ended));
        }
        finally
        {
            foreach (var run in runs)
                running.TryRemove(run);
        }
    }

    /// <summary>One event of each lane that failed again and again: it says whether the subscriber is back.</summary>
    private async Task<IReadOnlyList<CrmEventId>> BeginProbesAsync(SubscriberType subscriber, CancellationToken stop)
    {
        var begun = new List<CrmEventId>();
        var taken = TakenOf(subscriber);
        var free = options.Value.Tenants - running.Count(run => run.Key.Subscriber == subscriber.Key && run.Value.IsProbe);
        var due = states.Where(lane => lane.Key.Subscriber == subscriber.Key && !taken.Contains(lane.Key) && lane.Value.Breaker.TryProbe());
        foreach (var (lane, state) in due.Take(Math.Max(0, free)))
        {
            var claimed = await leases.ClaimAsync((claims, lease) => state.ClaimProbeAsync(claims, lane, lease, stop), stop);
            if (claimed.Count > 0)
                Begin(subscriber, lane, claimed, isProbe: true, stop);
            begun.AddRange(claimed.Select(one => one.Event.Id));
        }
        return begun;
    }

    private async Task<IReadOnlyList<CrmEventId>> BeginDueAsync(SubscriberType subscriber, CancellationToken stop)
    {
        var taken = TakenOf(subscriber);
        var free = options.Value.Tenants - taken.Count(lane => !running.TryGetValue(lane, out var run) || !run.IsProbe);
        if (free <= 0)
            return [];
        var open = states.Where(lane => lane.Key.Subscriber == subscriber.Key && lane.Value.Breaker.IsOpen).Select(lane => lane.Key);
        var without = taken.Union(open).Select(lane => lane.Tenant).ToList();
        var claimed = await leases.ClaimAsync(
            (claims, lease) =>
                claims.ClaimAsync(
                    new DeliveryClaim(subscriber.Key, time.GetUtcNow(), lease)
                    {
                        Without = without,
                        Tenants = free,
                        Share = options.Value.BatchSize,
                    },
                    stop
                ),
            stop
        );
        foreach (var tenant in claimed.GroupBy(one => one.Entry.Tenant))
            Begin(subscriber, new Lane(tenant.Key, subscriber.Key), [.. tenant], isProbe: false, stop);
        return [.. claimed.Select(one => one.Event.Id)];
    }

    /// <summary>Lanes in which the subscriber is at work, or hangs.</summary>
    private HashSet<Lane> TakenOf(SubscriberType subscriber) => [.. running.Keys.Concat(delivery.Hanging()).Where(lane => lane.Subscriber == subscriber.Key)];

    private void Begin(SubscriberType subscriber, Lane lane, IReadOnlyList<(InboxEntry Entry, CrmEvent Event)> claimed, bool isProbe, CancellationToken stop) =>
        running[lane] = new Run(Task.Run(() => TellAsync(subscriber, lane, claimed, isProbe, stop), CancellationToken.None), isProbe);

    /// <summary>Tells a lane's events until its turn ends, the subscriber fails too often or the host stops.</summary>
    private async Task TellAsync(
        SubscriberType subscriber,
        Lane lane,
        IReadOnlyList<(InboxEntry Entry, CrmEvent Event)> claimed,
        bool isProbe,
        CancellationToken stop
    )
    {
        var state = states.GetOrAdd(lane, _ => new LaneState(time));
        var begun = time.GetTimestamp();
        var told = 0;
        try
        {
            while (told < claimed.Count && (isProbe || !state.Breaker.IsOpen) && time.GetElapsedTime(begun) < Turn && !delivery.Hangs(lane))
            {
                var why = await delivery.HandAsync(subscriber, claimed[told].Event, stop);
                await (why is null ? SucceedAsync(state, claimed[told].Entry, stop) : FailAsync(state, claimed[told], why, stop));
                told++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That was no try.
        }
        await leases.GiveBackAsync([.. claimed.Skip(told).Select(one => one.Entry)], stop);
    }

    private Task SucceedAsync(LaneState state, InboxEntry entry, CancellationToken stop)
    {
        if (state.Breaker.IsOpen)
            LogBack(logger, entry.Subscriber, entry.Tenant);
        return leases.ConfirmAsync(entry, state.Succeed(), stop);
    }

    private Task FailAsync(LaneState state, (InboxEntry Entry, CrmEvent Event) claimed, string why, CancellationToken stop)
    {
        var (counts, opens) = state.Fail(claimed.Entry);
        // One line, however many tenants miss the subscriber.
        if (opens && states.Count(lane => lane.Key.Subscriber == claimed.Entry.Subscriber && lane.Value.Breaker.IsOpen) == 1)
            LogAway(logger, claimed.Entry.Subscriber, LaneState.OpensAt, claimed.Entry.Tenant);
        return leases.FailAsync(claimed, why, counts, stop);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The subscriber {Subscriber} failed {Count} times in a row (tenant {Tenant}): its events wait, and one is tried every 30 seconds."
    )]
    private static partial void LogAway(ILogger logger, string subscriber, int count, TenantId tenant);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The subscriber {Subscriber} handles events again (tenant {Tenant}): those that waited are delivered."
    )]
    private static partial void LogBack(ILogger logger, string subscriber, TenantId tenant);

    /// <summary>A lane's turn.</summary>
    private sealed record Run(Task Ended, bool IsProbe);
}
