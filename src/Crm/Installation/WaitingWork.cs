namespace Crm.Installation;

/// <summary>Work that does not go on before a person does something.</summary>
/// <param name="Code">What kind, for programs: <c>unknown</c>, <c>unsent</c>, <c>blocked</c>, <c>failed</c>, <c>parked</c>, <c>undelivered</c> or <c>unanswered</c>.</param>
/// <param name="Count">How many messages, enrollments or events.</param>
/// <param name="Message">What waits, in words; a host adds what to do about it.</param>
public sealed record WaitingWork(string Code, int Count, string Message)
{
    /// <summary>What blocks them, such as <c>mailbox:{id}</c>; only the kind, such as <c>record</c>, where each of them has its own. Null unless they are blocked.</summary>
    public string? Cause { get; init; }
}
