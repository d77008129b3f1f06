namespace Crm.Messages;

/// <summary>An outbound message in the ledger.</summary>
public sealed record Message : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The message's id.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The channel, such as <c>email</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The mailbox that sends it.</summary>
    public required MailboxId Mailbox { get; init; }

    /// <summary>The record it is about.</summary>
    public required RecordId Record { get; init; }

    /// <summary>That record's type.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The person addressed, or null.</summary>
    public RecordId? Recipient { get; init; }

    /// <summary>The enrollment that wants it, or null for mail by a person.</summary>
    public EnrollmentId? Enrollment { get; init; }

    /// <summary>The step execution that wants it, or null; unique: one message per execution.</summary>
    public StepExecutionId? Execution { get; init; }

    /// <summary>What led to its being queued, oldest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>The draft it was made from, or null.</summary>
    public ActivityId? Draft { get; init; }

    /// <summary>Sender's address.</summary>
    public required string FromAddress { get; init; }

    /// <summary>Sender's name, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>Recipient's address.</summary>
    public required string ToAddress { get; init; }

    /// <summary>Recipient's name, or null.</summary>
    public string? ToName { get; init; }

    /// <summary>Hash of the recipient's address, see <see cref="Messages.AddressHash"/>.</summary>
    public required string AddressHash { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The body as HTML, or null.</summary>
    public string? Html { get; init; }

    /// <summary>The identifier that every attempt carries (RFC 5322 §3.6.4), without angle brackets; fixed when queued.</summary>
    public required string WireId { get; init; }

    /// <summary>The message answered to, or null.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread so far, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public required MessageState State { get; init; }

    /// <summary>Why it failed, was cancelled or is unknown, or that it may have arrived twice, in words; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The server's last words, or null.</summary>
    public string? ServerReply { get; init; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this moment, in UTC; set in state Queued.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Until when a sender holds it, in UTC by the database's clock, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Grows with each claim; a sender with an older number is too late.</summary>
    public long Fence { get; init; }

    /// <summary>The text revision that was rendered, or null.</summary>
    public int? TextRevision { get; init; }

    /// <summary>Who approved it, or null where no approval is needed.</summary>
    public Actor? ApprovedBy { get; init; }

    /// <summary>SHA-256 of the text that was approved, or null.</summary>
    public string? ApprovedHash { get; init; }

    /// <summary>When it was queued, in UTC.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it passed the gate, in UTC: its date. Null while it is queued, unless it was sent before and nobody knows whether it arrived.</summary>
    public DateTimeOffset? SpokenAt { get; init; }

    /// <summary>When the server took it, in UTC, or null.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
