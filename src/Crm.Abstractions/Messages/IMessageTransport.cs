namespace Crm.Messages;

/// <summary>Hands messages of one channel to the world. The engine keeps the ledger, the gate and the retries; the transport only speaks.</summary>
public interface IMessageTransport
{
    /// <summary>The channel it serves, such as <c>email</c>; one transport per channel and host.</summary>
    string Channel { get; }

    /// <summary>Sends one message, once. Must not retry by itself. Called from several threads at a time: one instance serves the host.</summary>
    /// <returns>What is known of the fate; see <see cref="SendResult"/>.</returns>
    /// <remarks>
    /// An exception before <see cref="SendAttempt.PointOfNoReturn"/> was called counts as deferred, after it as unknown; the same holds for a try that takes longer than
    /// <c>Crm:Sender:SendTimeout</c>, which is cancelled and soon given up.
    /// </remarks>
    Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken);
}
