namespace Crm.Messages;

/// <summary>One try to send; lets the transport say when the world may have the message.</summary>
/// <param name="givenUp">Cancelled by the engine when it waits for this try no longer; from then on the message must not be completed, since it may be sent by another try.</param>
public sealed class SendAttempt(CancellationToken givenUp = default)
{
    private volatile bool mayHaveBeenSent;

    /// <summary>Whether the world may have the message already.</summary>
    public bool MayHaveBeenSent => mayHaveBeenSent;

    /// <summary>To be called before the first byte that completes the message (SMTP: the final dot, RFC 5321 §4.1.1.4); from here on silence means unknown.</summary>
    /// <exception cref="OperationCanceledException">The engine has given the try up; the message must not be completed.</exception>
    public void PointOfNoReturn()
    {
        givenUp.ThrowIfCancellationRequested();
        mayHaveBeenSent = true;
        // Looked at once more behind a barrier: whoever gives up at this moment sees that it may have been sent, or this try sees that it was given up.
        Interlocked.MemoryBarrier();
        givenUp.ThrowIfCancellationRequested();
    }
}
