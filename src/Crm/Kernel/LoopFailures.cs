using Microsoft.Extensions.Logging;

namespace Crm.Kernel;

/// <summary>
/// Logs failures in a loop that keeps running: an outage is a line a minute with a count, not one for each attempt, and a database that is busy or down shows no stack, since none of it is ours. Safe for all
/// threads.
/// </summary>
/// <param name="work">What the loop does, for the log.</param>
/// <param name="time">The loop's clock.</param>
/// <param name="logger">Where it is logged.</param>
internal sealed partial class LoopFailures(string work, TimeProvider time, ILogger logger)
{
    /// <summary>After a failure was logged, more of the same type are only counted for this long.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Type? last;
    private DateTimeOffset quietUntil;
    private int unlogged;
    private int failures;

    /// <summary>Logs a failure, or counts it.</summary>
    public void Add(Exception exception)
    {
        int counted;
        lock (gate)
        {
            failures++;
            if (exception.GetType() == last && time.GetUtcNow() < quietUntil)
            {
                unlogged++;
                return;
            }
            (last, quietUntil, counted, unlogged) = (exception.GetType(), time.GetUtcNow() + Silence, unlogged, 0);
        }
        if (exception is TransientStoreException)
            LogAway(logger, work, exception.Message, counted);
        else
            LogFailed(logger, exception, work, counted);
    }

    /// <summary>A turn went well: says so once after failures.</summary>
    public void Clear()
    {
        if (Volatile.Read(ref failures) == 0)
            return;
        int ended;
        lock (gate)
        {
            (ended, failures, unlogged, last) = (failures, 0, 0, null);
        }
        if (ended > 0)
            LogBack(logger, work, ended);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Work} is waiting for the database: {Why} It is tried again every few seconds; {Counted} earlier attempts were counted and not logged."
    )]
    private static partial void LogAway(ILogger logger, string work, string why, int counted);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed; trying again in a few seconds. {Counted} earlier failures were counted and not logged.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string work, int counted);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work} works again after {Count} failed attempts.")]
    private static partial void LogBack(ILogger logger, string work, int count);
}
