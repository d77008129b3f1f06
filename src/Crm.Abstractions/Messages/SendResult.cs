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
    public sealed record Refused(RefusalKind Kind, string Reply) : SendResult
    {
        /// <summary>Whether the message was rejected by the transport itself, before it was sent: people read that it is not the server's word, and the refusal says nothing about the account.</summary>
        public bool IsLocal { get; init; }
    }

    /// <summary>The message was certainly not sent; it may be retried.</summary>
    /// <param name="Reply">The server's reply, or what failed.</param>
    public sealed record Deferred(string Reply) : SendResult
    {
        /// <summary>
        /// Whether it is the account that cannot be used now (no connection, no handshake, a server that is shutting down) and not the message. Its messages wait: it costs the message no attempt, the
        /// account's other messages wait too, and one of them is tried every 30 seconds until one gets through. See <see cref="IMessageTransport.AccountOf"/>.
        /// </summary>
        public bool IsAccountWide { get; init; }
    }

    /// <summary>The mailbox cannot send at all (authentication, policy); it is not used again until a person resumes it.</summary>
    /// <param name="Reply">The server's reply.</param>
    public sealed record MailboxRefused(string Reply) : SendResult
    {
        /// <summary>Whether the server refused the account itself, such as its password. All mailboxes that send by it stop until a person resumes them; else only the message's mailbox does.</summary>
        public bool IsAccountWide { get; init; }
    }

    /// <summary>Nobody knows whether the message was sent: the attempt failed after the point of no return. It is never retried blindly.</summary>
    /// <param name="Reply">What failed.</param>
    public sealed record Unknown(string Reply) : SendResult;
}
