namespace Crm.Installation;

/// <summary>Tells which slow handlers enrollments wait for.</summary>
internal static class SlowWork
{
    /// <summary>A step that waits longer for its handler is worth a look.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Enrollments that have waited for longer than <see cref="Late"/>, by handler, most of them first.</summary>
    /// <param name="counts">How many wait for each handler.</param>
    public static IEnumerable<WaitingWork> Of(IReadOnlyDictionary<string, int> counts) =>
        counts
            .OrderByDescending(handler => handler.Value)
            .ThenBy(handler => handler.Key, StringComparer.Ordinal)
            .Select(handler => new WaitingWork(
                "unanswered",
                handler.Value,
                $"{handler.Value} enrollment(s) have waited for the slow step handler {handler.Key} for more than an hour."
            ));
}
