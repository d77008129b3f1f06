using Crm.Sequences;

namespace Crm.Messages;

/// <summary>Reads one message, or the mailbox that sends it.</summary>
internal static class StoredMessage
{
    /// <summary>The sequence with a key; null where none is asked for.</summary>
    /// <exception cref="CrmException">NotFound.</exception>
    public static async Task<SequenceId?> FindSequenceAsync(this Work work, string? key) =>
        key is null ? null : (await work.Stores.Sequences.FindAsync(key, work.Cancellation) ?? throw CrmException.NotFound("sequence", key)).Id;

    /// <summary>The message, where the caller may see its record.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see.</exception>
    public static async Task<Message> GetMessageAsync(this Work work, MessageId id)
    {
        if (await work.Stores.Messages.GetAsync([id], work.Cancellation) is not [var message])
            throw CrmException.NotFound("message", id.ToString());
        var records = await work.Stores.Records.GetAsync([message.Record], work.Cancellation);
        return work.Access.Sees(records.Count > 0 ? records[0].Owner : null) ? message : throw CrmException.NotFound("message", id.ToString());
    }

    /// <summary>A mailbox of the tenant; null where there is none of the id.</summary>
    public static async Task<Mailbox?> FindMailboxAsync(this Work work, MailboxId id) =>
        (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).FirstOrDefault(mailbox => mailbox.Id == id);

    /// <summary>The mailbox.</summary>
    /// <exception cref="CrmException">NotFound.</exception>
    public static async Task<Mailbox> GetMailboxAsync(this Work work, MailboxId id) =>
        await work.FindMailboxAsync(id) ?? throw CrmException.NotFound("mailbox", id.ToString());
}
