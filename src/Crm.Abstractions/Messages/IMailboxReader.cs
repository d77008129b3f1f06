namespace Crm.Messages;

/// <summary>Reads new mail from a mailbox. The engine stores the position and recognizes duplicates.</summary>
public interface IMailboxReader
{
    /// <summary>The channel that the reader serves, such as <c>email</c>.</summary>
    string Channel { get; }

    /// <summary>Messages after a position, oldest first; ends when there are no more.</summary>
    /// <param name="mailbox">The mailbox's address.</param>
    /// <param name="position">The <see cref="InboundMessage.Position"/> of the last processed message; null to start from the beginning.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<InboundMessage> ReadAsync(string mailbox, string? position, CancellationToken cancellationToken);
}
