namespace Crm.Installation;

/// <summary>Work that does not go on before a person does something.</summary>
/// <param name="Code">What kind, for programs: <c>unknown</c>, <c>blocked</c> or <c>failed</c>.</param>
/// <param name="Count">How many messages or enrollments.</param>
/// <param name="Message">What waits, in words; a host adds what to do about it.</param>
public sealed record WaitingWork(string Code, int Count, string Message)
{
    /// <summary>What blocks them, such as <c>mailbox:{id}</c>; only the kind, such as <c>record</c>, where each of them has its own. Null unless they are blocked.</summary>
    public string? Cause { get; init; }

    /// <summary>Blocked enrollments by what blocks them. Those whose message is Unknown are left out: the message waits, not the enrollment.</summary>
    internal static IEnumerable<WaitingWork> Blocked(IReadOnlyDictionary<string, int> causes) =>
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
        : cause.Length == 0 ? "a cause that was not kept"
        : cause;
}
