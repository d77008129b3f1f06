using Crm.Sequences;

namespace Crm.Installation;

/// <summary>Tells what blocks enrollments, most of them first.</summary>
internal static class BlockedWork
{
    /// <summary>Blocked enrollments by what blocks them. Those whose message is Unknown are left out: the message waits, not the enrollment.</summary>
    /// <param name="causes">How many each cause blocks.</param>
    public static IEnumerable<WaitingWork> Of(IReadOnlyDictionary<string, int> causes) =>
        causes
            .GroupBy(cause => KindOf(cause.Key), cause => cause.Value)
            .Where(cause => cause.Key != "message")
            .OrderByDescending(cause => cause.Sum())
            .ThenBy(cause => cause.Key, StringComparer.Ordinal)
            .Select(cause => new WaitingWork("blocked", cause.Sum(), $"{cause.Sum()} enrollment(s) are Blocked by {InWords(cause.Key)}.")
            {
                Cause = cause.Key,
            });

    /// <summary>Records and messages block one enrollment or a few each: they are told by their kind.</summary>
    private static string KindOf(string cause) => cause.Split(':', 2) is ["record" or "message", _] parts ? parts[0] : cause;

    private static string InWords(string cause) =>
        cause == "record" ? "records that lack a value"
        : cause == Obstacle.Recovery ? "a restored backup: their step may have been carried out already"
        : cause.Length == 0 ? "a cause that was not kept"
        : cause;
}
