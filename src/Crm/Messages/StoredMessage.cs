using Crm.Sequences;

namespace Crm.Messages;

/// <summary>Messages as the caller may see them.</summary>
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
}
