namespace Crm.Messages;

/// <summary>A received message.</summary>
public sealed record InboundMessage
{
    /// <summary>Where to resume reading after this message; opaque.</summary>
    public required string Position { get; init; }

    /// <summary>The message's <c>Message-ID</c> without angle brackets, or null if it has none.</summary>
    public string? WireId { get; init; }

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The identifiers of the messages that it replies to, newest last.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>All headers in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>When the message was received, in UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
