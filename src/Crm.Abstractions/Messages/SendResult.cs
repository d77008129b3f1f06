namespace Crm.Messages;

/// <summary>What is known about a message after an attempt to send it. The set of cases is closed.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The server accepted the message.</summary>
    /// <param name="Reply">The server's reply.</param>
    public sealed record Accepted(string Reply) : SendResult;

    /// <summary>The server refused the message permanently; it is not retried.</summary>
    /// <param name="Kind">What the refusal applies to.</param>
    /// <param name="Reply">The server's reply.</param>
    public sealed record Refused(RefusalKind Kind, string Reply) : SendResult;

    /// <summary>The message was certainly not sent; it may be retried.</summary>
    /// <param name="Reply">The server's reply, or what failed.</param>
    public sealed record Deferred(string Reply) : SendResult;

    /// <summary>The mailbox cannot send at all (authentication, policy); it is not used again until a person resumes it.</summary>
    /// <param name="Reply">The server's reply.</param>
    public sealed record MailboxRefused(string Reply) : SendResult;

    /// <summary>Nobody knows whether the message was sent: the attempt failed after the point of no return. It is never retried blindly.</summary>
    /// <param name="Reply">What failed.</param>
    public sealed record Unknown(string Reply) : SendResult;
}
