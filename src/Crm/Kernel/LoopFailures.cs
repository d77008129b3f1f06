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
    private readonly Silence silence = new(time);
    private int failures;

    /// <summary>Logs a failure, or counts it.</summary>
    public void Add(Exception exception)
    {
        Interlocked.Increment(ref failures);
        if (silence.Break(exception.GetType()) is not { } counted)
            return;
        if (exception is TransientStoreException)
            LogAway(logger, work, exception.Message, counted);
        else
            LogFailed(logger, exception, work, counted);
    }

    /// <summary>A turn went well: says so once after failures.</summary>
    public void Clear()
    {
        if (Volatile.Read(ref failures) == 0 || Interlocked.Exchange(ref failures, 0) is not (> 0 and var ended))
            return;
        silence.End();
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
