namespace Crm.Messages;

/// <summary>Mailboxes by id.</summary>
internal static class StoredMailbox
{
    /// <summary>The mailbox.</summary>
    /// <exception cref="CrmException">NotFound.</exception>
    public static async Task<Mailbox> GetMailboxAsync(this Work work, MailboxId id) =>
        (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).FirstOrDefault(mailbox => mailbox.Id == id)
        ?? throw CrmException.NotFound("mailbox", id.ToString());
}
