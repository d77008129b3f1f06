namespace Crm.Messages;

/// <summary>What a follow-up needs to know of a message that was sent for an enrollment; without its text.</summary>
/// <param name="Enrollment">For whom it left.</param>
/// <param name="Channel">By which channel.</param>
/// <param name="Mailbox">From which mailbox.</param>
/// <param name="Subject">Under which subject.</param>
/// <param name="WireId">Its Message-ID.</param>
/// <param name="References">The Message-IDs of the thread before it, oldest first.</param>
public sealed record ThreadMessage(EnrollmentId Enrollment, string Channel, MailboxId Mailbox, string Subject, string WireId, IReadOnlyList<string> References);
