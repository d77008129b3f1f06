namespace Crm.Kernel;

/// <summary>Keeps an outage to one line when it begins and one when it is over, however often something is tried in between. Safe for all threads.</summary>
/// <param name="time">Tells how long it lasted.</param>
internal sealed class OutageLog(TimeProvider time)
{
    private readonly Lock gate = new();
    private long since;
    private int failures;

    /// <summary>A try failed.</summary>
    /// <returns>Whether it is the first one of the outage: the one to tell of.</returns>
    public bool Failed()
    {
        lock (gate)
        {
            if (failures == 0)
                since = time.GetTimestamp();
            return ++failures == 1;
        }
    }

    /// <summary>A try succeeded.</summary>
    /// <returns>How many had failed before it, and since when; null where none had.</returns>
    public (int Failures, TimeSpan Lasted)? Ended()
    {
        lock (gate)
        {
            if (failures == 0)
                return null;
            var ended = (failures, time.GetElapsedTime(since));
            failures = 0;
            return ended;
        }
    }
}
