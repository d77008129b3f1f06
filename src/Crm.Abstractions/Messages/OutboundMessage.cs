using Crm.Records;

namespace Crm.Messages;

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
