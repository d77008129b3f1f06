namespace Crm.Messages;

/// <summary>Reads new mail of a mailbox. The engine keeps the position and recognises duplicates.</summary>
public interface IMailboxReader
{
    /// <summary>The channel it serves, such as <c>email</c>.</summary>
    string Channel { get; }

    /// <summary>Messages after a position, oldest first; ends when there are no more.</summary>
    /// <param name="mailbox">The mailbox's address.</param>
    /// <param name="position">What <see cref="InboundMessage.Position"/> of the last handled one said; null from the start.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<InboundMessage> ReadAsync(string mailbox, string? position, CancellationToken cancellationToken);
}
