namespace Crm.Kernel;

/// <summary>After something was logged, more of the same is only counted for a minute: what fails again and again is a line a minute with a count. Safe for all threads.</summary>
internal sealed class Silence(TimeProvider time)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Type? logged;
    private WallWait quiet;
    private int unlogged;

    /// <summary>Asks whether to log.</summary>
    /// <param name="kind">What is to be logged; another kind than the last is logged at once; null where all is of one kind.</param>
    /// <returns>How many were only counted since the last line; null where this one is counted too.</returns>
    public int? Break(Type? kind = null)
    {
        lock (gate)
        {
            if (kind == logged && !quiet.IsOver(time))
            {
                unlogged++;
                return null;
            }
            (logged, quiet, var counted) = (kind, WallWait.Begin(Length, time), unlogged);
            unlogged = 0;
            return counted;
        }
    }

    /// <summary>It is over: whatever comes next is logged, and nothing was counted.</summary>
    public void End()
    {
        lock (gate)
            (logged, unlogged) = (null, 0);
    }
}
