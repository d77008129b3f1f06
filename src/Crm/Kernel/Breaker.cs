namespace Crm.Kernel;

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
    private DateTimeOffset? openSince;
    private WallWait probe;

    // Whoever waits may have been put off by another process, which is gone.
    private bool mayHoldBack = true;

    /// <summary>Since when nothing is tried but probes; null while it is closed.</summary>
    public DateTimeOffset? OpenSince
    {
        get
        {
            lock (gate)
                return openSince;
        }
    }

    /// <summary>Whether nothing is tried but probes.</summary>
    public bool IsOpen => OpenSince is not null;

    /// <summary>Whether it is open and the next probe is due.</summary>
    public bool IsProbeDue
    {
        get
        {
            lock (gate)
                return openSince is not null && probe.IsOver(time);
        }
    }

    /// <summary>Takes the next probe.</summary>
    /// <returns>Whether it was due: the next one is in 30 seconds.</returns>
    public bool TryProbe()
    {
        lock (gate)
        {
            if (openSince is null || !probe.IsOver(time))
                return false;
            probe = WallWait.Begin(BetweenProbes, time);
            return true;
        }
    }

    /// <summary>The probe that was taken asked nobody: another one is due.</summary>
    public void ReturnProbe()
    {
        lock (gate)
            probe = default;
    }

    /// <summary>A try failed.</summary>
    /// <returns>Whether that opened it.</returns>
    public bool Fail()
    {
        lock (gate)
        {
            var wasOpen = openSince is not null;
            if (++failures >= opensAt)
                (openSince, probe, mayHoldBack) = (openSince ?? time.GetUtcNow(), WallWait.Begin(BetweenProbes, time), true);
            return !wasOpen && openSince is not null;
        }
    }

    /// <summary>A try succeeded: it is closed.</summary>
    /// <returns>Whether it was open, here or in a process before this one: then something may wait that was put off.</returns>
    public bool Succeed()
    {
        lock (gate)
        {
            var held = mayHoldBack;
            (failures, openSince, mayHoldBack) = (0, null, false);
            return held;
        }
    }

    /// <summary>Nothing waits any more that could be tried: it is closed.</summary>
    public void Close()
    {
        lock (gate)
            (failures, openSince) = (0, null);
    }
}
