namespace Crm.Messages;

/// <summary>A mailbox as people see it.</summary>
/// <param name="Id">The mailbox's id.</param>
/// <param name="Channel">The channel, such as <c>email</c>.</param>
/// <param name="Address">The sender's address.</param>
/// <param name="DisplayName">The sender's name, or null.</param>
/// <param name="Member">The member whose it is; null: the tenant's, for members who have none.</param>
/// <param name="UnknownPolicy">What becomes of a message of which nobody knows whether it was delivered.</param>
/// <param name="Revision">Grows with each change.</param>
public sealed record MailboxView(MailboxId Id, string Channel, string Address, string? DisplayName, MemberId? Member, UnknownPolicy UnknownPolicy, int Revision)
{
    /// <summary>Whether it may send.</summary>
    public bool IsActive { get; init; }

    /// <summary>Why it may not, in words; null while it may.</summary>
    public string? Reason { get; init; }

    internal static MailboxView Of(Mailbox mailbox) =>
        new(mailbox.Id, mailbox.Channel, mailbox.Address, mailbox.DisplayName, mailbox.Member, mailbox.UnknownPolicy, mailbox.Revision)
        {
            IsActive = mailbox.IsActive,
            Reason = mailbox.Reason,
        };
}
