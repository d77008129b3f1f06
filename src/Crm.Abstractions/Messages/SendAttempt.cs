namespace Crm.Messages;

/// <summary>One attempt to send a message; the transport reports through it when the message may have left.</summary>
/// <param name="isHeld">Whether the sender's lease still holds, which a process that was frozen has lost without being told; null: always.</param>
/// <param name="abandoned">Canceled when the engine stops waiting for this attempt; from then on, the transport must not complete the message, because another attempt may send it.</param>
public sealed class SendAttempt(Func<bool>? isHeld = null, CancellationToken abandoned = default)
{
    private volatile bool mayHaveBeenSent;

    /// <summary>Whether the message may have left already.</summary>
    public bool MayHaveBeenSent => mayHaveBeenSent;

    /// <summary>The transport should call this before it says the first thing about the message: it may have waited for a connection for long.</summary>
    /// <exception cref="OperationCanceledException">The engine has abandoned the attempt, or its lease is over; the transport must not send the message.</exception>
    public void ThrowIfAbandoned()
    {
        abandoned.ThrowIfCancellationRequested();
        if (isHeld?.Invoke() == false)
            throw new OperationCanceledException("The lease of the message is over: another sender may have it.");
    }

    /// <summary>The transport must call this before it sends the byte that completes the message (SMTP: the final dot, RFC 5321 §4.1.1.4). From then on, a missing reply means unknown.</summary>
    /// <exception cref="OperationCanceledException">The engine has abandoned the attempt, or its lease is over; the transport must not complete the message.</exception>
    public void PointOfNoReturn()
    {
        ThrowIfAbandoned();
        mayHaveBeenSent = true;
        // Looked at once more behind a barrier: whoever abandons it at this moment sees that it may have been sent, or this try sees that it was abandoned.
        Interlocked.MemoryBarrier();
        abandoned.ThrowIfCancellationRequested();
    }
}
