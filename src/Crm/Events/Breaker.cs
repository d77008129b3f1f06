namespace Crm.Events;

/// <summary>
/// Opens when somebody fails several times in a row; while it is open, one try every 30 seconds asks whether they are back, and the first that succeeds closes it. Lives in its process: each worker has its own,
/// and what waits stands in the database, where it goes on for all of them when one is closed. Safe for all threads.
/// </summary>
/// <param name="opensAt">How many failures in a row open it.</param>
/// <param name="time">The clock.</param>
internal sealed class Breaker(int opensAt, TimeProvider time)
{
    /// <summary>The time between two tries while it is open.</summary>
    public static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private int failures;
    private DateTimeOffset? probeAt;

    // Whoever waits may have been put off by another process, which is gone.
    private bool mayHoldBack = true;

    /// <summary>Whether nothing is tried but probes.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
                return probeAt is not null;
        }
    }

    /// <summary>Whether it is open and the next probe is due.</summary>
    public bool IsProbeDue
    {
        get
        {
            lock (gate)
                return probeAt <= time.GetUtcNow();
        }
    }

    /// <summary>A try failed.</summary>
    /// <returns>Whether that opened it.</returns>
    public bool Fail()
    {
        lock (gate)
        {
            var wasOpen = probeAt is not null;
            if (++failures >= opensAt)
                (probeAt, mayHoldBack) = (time.GetUtcNow() + BetweenProbes, true);
            return !wasOpen && probeAt is not null;
        }
    }

    /// <summary>A try succeeded: it is closed.</summary>
    /// <returns>Whether it was open, here or in a process before this one: then something may wait that was put off.</returns>
    public bool Succeed()
    {
        lock (gate)
        {
            var held = mayHoldBack;
            (failures, probeAt, mayHoldBack) = (0, null, false);
            return held;
        }
    }

    /// <summary>Nothing waits any more that could be tried: it is closed.</summary>
    public void Close()
    {
        lock (gate)
            (failures, probeAt) = (0, null);
    }
}
