using System.Diagnostics;
using System.Globalization;

namespace Crm.Kernel;

/// <summary>Named points on the way of a batch or message, where a test may let the process die. Says nothing and costs nothing in production. Safe for all threads.</summary>
/// <param name="reached">Called at each point; null for nothing.</param>
internal sealed class Waypoints(Action<string>? reached = null)
{
    /// <summary>The configuration key (Development only): <c>point:count</c> kills the process, as <c>kill -9</c> does, when the point is reached for the count-th time, from 1.</summary>
    public const string KillAtKey = "KillAt";

    /// <summary>Points of which nobody is told.</summary>
    public static Waypoints Silent { get; } = new();

    /// <summary>A point is reached.</summary>
    /// <param name="point">Such as <c>runner.decided</c>: <c>runner.claimed</c>, <c>runner.decided</c>, <c>runner.applied</c>, <c>runner.committed</c>; the sender has its own.</param>
    public void Reached(string point) => reached?.Invoke(point);

    /// <summary>Waypoints that kill the process at a point.</summary>
    /// <param name="killAt">What <c>Crm:KillAt</c> says, such as <c>sender.accepted:3</c>; null or empty for none.</param>
    /// <exception cref="CrmException">Invalid: not of the form <c>point:count</c>.</exception>
    public static Waypoints KillAt(string? killAt)
    {
        if (string.IsNullOrEmpty(killAt))
            return Silent;
        var (point, count) =
            killAt.Split(':') is [var name, var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times > 0
                ? (name, times)
                : throw CrmException.Invalid("Crm:KillAt", $"It must be point:count with a count from 1, such as runner.decided:3, was '{killAt}'.");
        var left = count;
        return new Waypoints(at =>
        {
            if (at == point && Interlocked.Decrement(ref left) == 0)
                Process.GetCurrentProcess().Kill(); // SIGKILL: no finalizer, no flush, nothing that a power cut would not leave out as well
        });
    }
}
