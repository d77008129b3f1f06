namespace Crm.Messages;

/// <summary>What use cases about messages have in common.</summary>
internal static class StoredMessage
{
    /// <summary>The message, where the caller may see its record.</summary>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see.</exception>
    public static async Task<Message> RequireAsync(Work work, MessageId id, CancellationToken cancellationToken)
    {
        if (await work.Stores.Messages.GetAsync([id], cancellationToken) is not [var message])
            throw CrmException.NotFound("message", id.ToString());
        var records = await work.Stores.Records.GetAsync([message.Record], cancellationToken);
        return work.Access.Sees(records.Count > 0 ? records[0].Owner : null) ? message : throw CrmException.NotFound("message", id.ToString());
    }
}
