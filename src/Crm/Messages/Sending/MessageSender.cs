using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>
/// Sends what is queued: claims under a lease, passes the gate, which durably writes that somebody sends, sends outside any transaction, and records the outcome in one. At most once unless a
/// mailbox's policy says otherwise: a message whose sender died while sending it is Unknown and nobody claims it again. Safe for any number of senders and processes.
/// </summary>
internal sealed partial class MessageSender(
    MessageLeases claims,
    MessageGate gate,
    Transmission transmission,
    DeliveryRecorder recorder,
    ILogger<MessageSender> logger
)
{
    /// <summary>Resolves what dead senders left, then sends what is due, at most one claim.</summary>
    /// <param name="max">How many messages at most, 1–1000.</param>
    /// <param name="stop">Ends the claiming: what has passed the gate is finished, the rest is given back.</param>
    /// <param name="breakOff">Cancels what is being sent.</param>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public async Task<SenderCounts> RunOnceAsync(int max, CancellationToken stop, CancellationToken breakOff = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var run = new SenderRun();
        await recorder.ResolveLostAsync(run, stop);
        var claimed = await claims.ClaimAsync(run, max, stop);
        if (claimed.Count > 0)
            await Parallel.ForEachAsync(
                claimed.GroupBy(message => message.Mailbox),
                new ParallelOptions { MaxDegreeOfParallelism = claims.Mailboxes },
                async (messages, _) => await SendAllAsync(run, [.. messages], stop, breakOff)
            );
        return run.Counts;
    }

    private async Task SendAllAsync(SenderRun run, IReadOnlyList<Message> messages, CancellationToken stop, CancellationToken breakOff)
    {
        for (var index = 0; index < messages.Count; index++)
        {
            if (stop.IsCancellationRequested)
            {
                await claims.ReleaseAsync(run, [.. messages.Skip(index)], hold: null);
                return;
            }
            try
            {
                await SendAsync(run, messages[index], breakOff);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The lease ends by itself, and the message is claimed again, or is Unknown: by its state, which only the gate writes.
                LogBroken(logger, exception, messages[index].Id);
            }
        }
    }

    private async Task SendAsync(SenderRun run, Message claimed, CancellationToken breakOff)
    {
        if (!transmission.IsServed(claimed))
            await claims.ReleaseAsync(run, [claimed], MessageGate.HoldTime);
        else if (await gate.PassAsync(run, claimed) is { } message)
            await recorder.RecordAsync(run, message, await transmission.SendAsync(message, breakOff), breakOff);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending message {Message} failed; its lease expires by itself.")]
    private static partial void LogBroken(ILogger logger, Exception exception, MessageId message);
}
