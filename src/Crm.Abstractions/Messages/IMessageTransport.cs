using Crm.Records;

namespace Crm.Messages;

/// <summary>Hands messages of one channel to the world. The engine keeps the ledger, the gate and the retries; the transport only speaks.</summary>
public interface IMessageTransport
{
    /// <summary>The channel it serves, such as <c>email</c>; one transport per channel and host.</summary>
    string Channel { get; }

    /// <summary>Sends one message, once. Must not retry by itself. Called from several threads at a time: one instance serves the host.</summary>
    /// <returns>What is known of the fate; see <see cref="SendResult"/>.</returns>
    /// <remarks>
    /// An exception before <see cref="SendAttempt.PointOfNoReturn"/> was called counts as deferred, after it as unknown; the same holds for a try that takes longer than
    /// <c>Crm:Sender:SendTimeout</c>, which is cancelled and soon given up.
    /// </remarks>
    Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken);
}

/// <summary>One try to send; lets the transport say when the world may have the message.</summary>
/// <param name="givenUp">Cancelled by the engine when it waits for this try no longer; from then on the message must not be completed, since it may be sent by another try.</param>
public sealed class SendAttempt(CancellationToken givenUp = default)
{
    private volatile bool mayHaveBeenSent;

    /// <summary>Whether the world may have the message already.</summary>
    public bool MayHaveBeenSent => mayHaveBeenSent;

    /// <summary>To be called before the first byte that completes the message (SMTP: the final dot, RFC 5321 §4.1.1.4); from here on silence means unknown.</summary>
    /// <exception cref="OperationCanceledException">The engine has given the try up; the message must not be completed.</exception>
    public void PointOfNoReturn()
    {
        givenUp.ThrowIfCancellationRequested();
        mayHaveBeenSent = true;
        // Looked at once more behind a barrier: whoever gives up at this moment sees that it may have been sent, or this try sees that it was given up.
        Interlocked.MemoryBarrier();
        givenUp.ThrowIfCancellationRequested();
    }
}

/// <summary>A message on its way out, as a transport sees it.</summary>
public sealed record OutboundMessage
{
    /// <summary>The ledger's id.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The sender's address in the channel.</summary>
    public required string From { get; init; }

    /// <summary>The sender's name, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>The recipient's address in the channel; exactly one.</summary>
    public required string To { get; init; }

    /// <summary>The recipient's name, or null.</summary>
    public string? ToName { get; init; }

    /// <summary>The subject; empty where the channel has none. Never contains line breaks.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The body as HTML, or null for text only.</summary>
    public string? Html { get; init; }

    /// <summary>The identifier that every attempt carries (RFC 5322 §3.6.4), without angle brackets.</summary>
    public required string WireId { get; init; }

    /// <summary>The message answered to, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread so far, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Further headers in order, such as <c>List-Unsubscribe</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When it was written, in UTC.</summary>
    public required DateTimeOffset Date { get; init; }
}

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

/// <summary>What a refusal for good is about (RFC 3463).</summary>
public enum RefusalKind
{
    /// <summary>The address does not exist (5.1.x): it is suppressed.</summary>
    Address,

    /// <summary>This message is refused; the address is not touched.</summary>
    Message,
}
