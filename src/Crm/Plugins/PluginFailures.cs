using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Crm.Plugins;

/// <summary>
/// Logs what plugins' code throws: plugin, part, type and stack. The exception's own words may hold personal data and are logged at Debug only. A part that fails again and again is logged once a minute,
/// with a count. One per host; safe for all threads.
/// </summary>
internal sealed partial class PluginFailures(TimeProvider time, ILogger<PluginFailures> logger)
{
    private readonly ConcurrentDictionary<(string Plugin, string Part), Silence> silences = new();

    /// <summary>Logs a failure, or counts it.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="part">The key of the part that failed, or what it is.</param>
    /// <param name="exception">What it threw.</param>
    /// <param name="at">What it worked on, by its id, such as <c>event 0199…</c>; without personal data. Null where there is nothing to name.</param>
    public void Report(string plugin, string part, Exception exception, string? at = null)
    {
        if (silences.GetOrAdd((plugin, part), _ => new Silence(time)).Break() is not { } unlogged)
            return;
        LogFailed(logger, plugin, part, at is null ? "" : $" at {at}", unlogged, Trace(exception));
        LogWords(logger, exception, plugin, part);
    }

    /// <summary>Types and stacks of an exception and of those inside it, without their messages. The name of an assembly or type that cannot be loaded is no personal data, and is what its author needs.</summary>
    private static string Trace(Exception exception)
    {
        var trace = new StringBuilder();
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            trace.Append(trace.Length > 0 ? " ---> " : "").Append(inner.GetType().FullName);
            if (Missing(inner) is { } missing)
                trace.Append(": ").Append(missing);
            trace.AppendLine().AppendLine(inner.StackTrace);
        }
        return trace.ToString().TrimEnd();
    }

    private static string? Missing(Exception exception) =>
        exception switch
        {
            FileNotFoundException { FileName: { } file } when IsAssembly(file) => file,
            FileLoadException { FileName: { } file } when IsAssembly(file) => file,
            TypeLoadException { TypeName: { Length: > 0 } type } => type,
            _ => null,
        };

    private static bool IsAssembly(string file) => file.Contains(", Version=", StringComparison.Ordinal);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The plugin {Plugin} failed in {Part}{At}; {Unlogged} earlier failures of this part were counted and not logged. {Trace}"
    )]
    private static partial void LogFailed(ILogger logger, string plugin, string part, string at, int unlogged, string trace);

    [LoggerMessage(Level = LogLevel.Debug, Message = "What the plugin {Plugin} threw in {Part}; it may hold personal data.")]
    private static partial void LogWords(ILogger logger, Exception exception, string plugin, string part);
}
