namespace Crm.Messages;

/// <summary>What is known of a message's fate after a try. Closed.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>The server took it.</summary>
    /// <param name="Reply">The server's words.</param>
    public sealed record Accepted(string Reply) : SendResult;

    /// <summary>The server refused it for good; it is not tried again.</summary>
    /// <param name="Kind">What the refusal is about.</param>
    /// <param name="Reply">The server's words.</param>
    public sealed record Refused(RefusalKind Kind, string Reply) : SendResult;

    /// <summary>Not sent for sure; may be tried again.</summary>
    /// <param name="Reply">The server's words or what broke.</param>
    public sealed record Deferred(string Reply) : SendResult;

    /// <summary>The mailbox cannot send at all (authentication, policy); nothing more is tried with it until a person has looked.</summary>
    /// <param name="Reply">The server's words.</param>
    public sealed record MailboxRefused(string Reply) : SendResult;

    /// <summary>Nobody knows: it broke after the point of no return. Never tried again blindly.</summary>
    /// <param name="Reply">What broke.</param>
    public sealed record Unknown(string Reply) : SendResult;
}
