namespace Crm.Messages;

/// <summary>A mailbox as people see it.</summary>
/// <param name="Id">The mailbox's id.</param>
/// <param name="Channel">The channel, such as <c>email</c>.</param>
/// <param name="Address">The sender's address.</param>
/// <param name="DisplayName">The sender's name, or null.</param>
/// <param name="Member">The member whose it is; null: the tenant's, for members who have none.</param>
/// <param name="UnknownPolicy">What becomes of a message of which nobody knows whether it was delivered.</param>
/// <param name="Revision">Grows with each change.</param>
/// <param name="IsActive">Whether it may send.</param>
/// <param name="Reason">Why it may not, in words; null while it may.</param>
public sealed record MailboxView(
    MailboxId Id,
    string Channel,
    string Address,
    string? DisplayName,
    MemberId? Member,
    UnknownPolicy UnknownPolicy,
    int Revision,
    bool IsActive,
    string? Reason
)
{
    internal static MailboxView Of(Mailbox row) =>
        new(row.Id, row.Channel, row.Address, row.DisplayName, row.Member, row.UnknownPolicy, row.Revision, row.IsActive, row.Reason);
}
