namespace Crm.Messages;

/// <summary>Sends the messages of one channel. The engine handles the ledger, the gate and retries; the transport only sends.</summary>
public interface IMessageTransport
{
    /// <summary>The channel that the transport serves, such as <c>email</c>; one transport per channel and host.</summary>
    string Channel { get; }

    /// <summary>The account through which a sender's messages are sent; by default, each sender's address is an account of its own. Pure, and the same for the life of the host.</summary>
    /// <param name="from">The sender's address, <see cref="OutboundMessage.From"/>.</param>
    SendingAccount AccountOf(string from) => new(from);

    /// <summary>Sends one message once. Must not retry. Called from several threads at the same time: one instance serves the host.</summary>
    /// <returns>What is known about delivery; see <see cref="SendResult"/>.</returns>
    /// <remarks>
    /// An exception before the call of <see cref="SendAttempt.PointOfNoReturn"/> counts as deferred, after it as unknown. The same applies to an attempt that takes longer than
    /// <c>Crm:Sender:SendTimeout</c>, which is canceled and soon abandoned.
    /// </remarks>
    Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken);
}
