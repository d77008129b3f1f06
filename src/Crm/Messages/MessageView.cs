namespace Crm.Messages;

/// <summary>An outbound message as people see it.</summary>
public sealed record MessageView
{
    /// <summary>The message's id.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The channel, such as <c>email</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The mailbox that sends it.</summary>
    public required MailboxId Mailbox { get; init; }

    /// <summary>The record it is about.</summary>
    public required RecordRef Record { get; init; }

    /// <summary>The person addressed, or null.</summary>
    public RecordId? Recipient { get; init; }

    /// <summary>The enrollment that wants it, or null for mail by a person.</summary>
    public EnrollmentId? Enrollment { get; init; }

    /// <summary>The draft it was made from, or null.</summary>
    public ActivityId? Draft { get; init; }

    /// <summary>Sender's address.</summary>
    public required string From { get; init; }

    /// <summary>Sender's name, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>Recipient's address.</summary>
    public required string To { get; init; }

    /// <summary>Recipient's name, or null.</summary>
    public string? ToName { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The body as HTML, or null.</summary>
    public string? Html { get; init; }

    /// <summary>The Message-ID that every attempt carries (RFC 5322 §3.6.4), without angle brackets.</summary>
    public required string WireId { get; init; }

    /// <summary>The Message-ID that it answers, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread so far, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Its state.</summary>
    public required MessageState State { get; init; }

    /// <summary>Why it failed, was cancelled or is unknown, in words; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The server's last words, or null.</summary>
    public string? ServerReply { get; init; }

    /// <summary>Attempts to send it so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>Not sent before this moment, in UTC; null unless it is queued.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was queued, in UTC.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When the server accepted it, in UTC, or null.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Who approved it, or null where no approval is needed.</summary>
    public Actor? ApprovedBy { get; init; }

    /// <summary>Grows with each change.</summary>
    public required int Revision { get; init; }

    internal static MessageView Of(Message message) =>
        new()
        {
            Id = message.Id,
            Channel = message.Channel,
            Mailbox = message.Mailbox,
            Record = new RecordRef(message.RecordType, message.Record),
            Recipient = message.Recipient,
            Enrollment = message.Enrollment,
            Draft = message.Draft,
            From = message.FromAddress,
            FromName = message.FromName,
            To = message.ToAddress,
            ToName = message.ToName,
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            WireId = message.WireId,
            InReplyTo = message.InReplyTo,
            References = message.References,
            State = message.State,
            Reason = message.Reason,
            ServerReply = message.ServerReply,
            Attempts = message.Attempts,
            NextAttemptAt = message.NextAttemptAt,
            QueuedAt = message.QueuedAt,
            SentAt = message.SentAt,
            ApprovedBy = message.ApprovedBy,
            Revision = message.Revision,
        };
}
