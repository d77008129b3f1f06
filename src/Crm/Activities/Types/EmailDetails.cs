namespace Crm.Activities.Types;

/// <summary>An email's own record; subject and text are columns.</summary>
internal sealed record EmailDetails
{
    /// <summary>The sender's address, or null where it is not known.</summary>
    public string? From { get; init; }

    /// <summary>The recipients' addresses.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>The addresses of those who got a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The identifier it travelled under (RFC 5322 §3.6.4), without angle brackets.</summary>
    public string? WireId { get; init; }

    /// <summary>The identifier of the thread's first message.</summary>
    public string? ThreadId { get; init; }
}
