namespace Crm.Events;

/// <summary>
/// How a lane fares in this process. A few failures in a row open its breaker. Failures of several different events with no success between them are an outage: none of its tries counts for any event. Failures of a
/// few events may be those events' own fault, so they are counted, and end in parking. What an outage put off is tried at once when it ends; an event that failed in earlier rows too, though others were handled in
/// between, is no outage's and waits its own time. Used by one run at a time.
/// </summary>
internal sealed class LaneState(TimeProvider time)
{
    /// <summary>So many failures in a row open the breaker.</summary>
    public const int OpensAt = 3;

    /// <summary>So many different events that failed in a row are an outage.</summary>
    public const int OutageAt = 5;

    /// <summary>An event that failed so often before a row of failures did not fail because of it.</summary>
    private const int OwnFaultAt = 3;

    private readonly HashSet<CrmEventId> failed = [];
    private readonly HashSet<CrmEventId> putOff = [];

    // What waits may have been put off by another process, which is gone.
    private bool mayHoldOfOthers = true;
    private InboxEntry? probed;
    private bool wantsNewest;

    /// <summary>Whether anything but a probe is tried.</summary>
    public Breaker Breaker { get; } = new(OpensAt, time);

    /// <summary>What to try as a probe: in turns the next of all that wait, and the newest, so that neither an event that always fails nor many of them keep the others from being tried.</summary>
    public async Task<IReadOnlyList<InboxEntry>> ClaimProbeAsync(IDeliveryClaims claims, Lane lane, TimeSpan lease, CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxEntry> found = [];
        if (wantsNewest)
            found = await claims.ClaimNewestAsync(lane.Tenant, lane.Subscriber, time.GetUtcNow(), lease, cancellationToken);
        wantsNewest = !wantsNewest;
        if (found.Count > 0)
            return found;
        found = await claims.ClaimAfterAsync(lane.Tenant, lane.Subscriber, probed, lease, cancellationToken);
        if (found.Count == 0 && probed is not null)
            found = await claims.ClaimAfterAsync(lane.Tenant, lane.Subscriber, null, lease, cancellationToken);
        probed = found.Count > 0 ? found[0] : null;
        if (found.Count == 0)
        {
            failed.Clear();
            putOff.Clear();
            Breaker.Close();
        }
        return found;
    }

    /// <summary>An event failed.</summary>
    /// <returns>Whether that counts for it, and whether it opened the breaker.</returns>
    public (bool Counts, bool Opens) Fail(InboxEntry entry)
    {
        var wasOpen = Breaker.IsOpen;
        if (failed.Count < OutageAt)
            failed.Add(entry.Event);
        var opens = Breaker.Fail();
        var counts = !wasOpen || (failed.Count < OutageAt && entry.NextAttemptAt <= time.GetUtcNow());
        if (counts && entry.Attempts < OwnFaultAt)
            putOff.Add(entry.Event);
        return (counts, opens);
    }

    /// <summary>An event was handled.</summary>
    /// <returns>What is tried at once.</returns>
    public LaneRelease Succeed()
    {
        var release =
            !Breaker.Succeed() ? LaneRelease.Nothing
            : mayHoldOfOthers ? LaneRelease.Everything
            : new LaneRelease(false, [.. putOff]);
        (probed, wantsNewest, mayHoldOfOthers) = (null, false, false);
        failed.Clear();
        putOff.Clear();
        return release;
    }
}
