using Crm.Records;

namespace Crm.Messages;

/// <summary>A message to send, as a transport sees it.</summary>
public sealed record OutboundMessage
{
    /// <summary>The ledger's id.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The tenant that sends the message.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The sender's address on the channel.</summary>
    public required string From { get; init; }

    /// <summary>The sender's name, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>The recipient's address on the channel; exactly one.</summary>
    public required string To { get; init; }

    /// <summary>The recipient's name, or null.</summary>
    public string? ToName { get; init; }

    /// <summary>The subject; empty if the channel has none. Never contains line breaks.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The body as HTML, or null for text only.</summary>
    public string? Html { get; init; }

    /// <summary>The identifier that every attempt carries (RFC 5322 §3.6.4), without angle brackets.</summary>
    public required string WireId { get; init; }

    /// <summary>The identifier of the message that this one replies to, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The identifiers of the earlier messages of the thread, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Additional headers in order, such as <c>List-Unsubscribe</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The date of the message, in UTC.</summary>
    public required DateTimeOffset Date { get; init; }
}
