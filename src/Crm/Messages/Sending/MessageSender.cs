using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>
/// Sends what is queued: claims under a lease, passes the gate, which durably writes that somebody sends, sends outside any transaction, and records the outcome in one. At most once unless a
/// mailbox's policy says otherwise: a message whose sender died while sending it is Unknown and nobody claims it again. A mailbox holds one conversation at a time. Safe for any number of senders and processes.
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
        var run = new SenderRun();
        await Parallel.ForEachAsync(
            await ClaimAsync(run, max, max, stop),
            new ParallelOptions { MaxDegreeOfParallelism = claims.Mailboxes },
            async (messages, _) => await SendAllAsync(run, messages, new Conversation(), stop, breakOff)
        );
        return run.Counts;
    }

    /// <summary>The same, but the conversations have only begun then.</summary>
    /// <param name="max">How many messages at most, 1–1000.</param>
    /// <param name="mailboxes">Of how many mailboxes at most.</param>
    /// <param name="stop">See <see cref="RunOnceAsync"/>.</param>
    /// <param name="breakOff">See <see cref="RunOnceAsync"/>.</param>
    public async Task<IReadOnlyList<Conversation>> BeginOnceAsync(int max, int mailboxes, CancellationToken stop, CancellationToken breakOff)
    {
        var run = new SenderRun();
        var claimed = await ClaimAsync(run, max, mailboxes, stop);
        return claimed.ConvertAll(messages => Conversation.Begin(conversation => SendAllAsync(run, messages, conversation, stop, breakOff)));
    }

    private async Task<List<IReadOnlyList<Message>>> ClaimAsync(SenderRun run, int max, int mailboxes, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        await recorder.ResolveLostAsync(run, stop);
        var claimed = await claims.ClaimAsync(run, max, mailboxes, transmission.Resting, stop);
        return [.. claimed.GroupBy(message => message.Mailbox, (_, messages) => messages.ToList())];
    }

    private async Task SendAllAsync(
        SenderRun run,
        IReadOnlyList<Message> messages,
        Conversation conversation,
        CancellationToken stop,
        CancellationToken breakOff
    )
    {
        for (var index = 0; index < messages.Count; index++)
        {
            try
            {
                var hold = transmission.IsServed(messages[index]) ? (TimeSpan?)null : MessageGate.HoldTime;
                using var turn = stop.IsCancellationRequested || hold is not null ? null : await transmission.EnterAsync(messages[index], conversation, stop);
                if (turn is null)
                {
                    await claims.ReleaseAsync(run, [.. messages.Skip(index)], hold);
                    return;
                }
                await SendAsync(run, messages[index], turn, conversation, breakOff);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The lease ends by itself, and the message is claimed again, or is Unknown: by its state, which only the gate writes.
                LogBroken(logger, exception, messages[index].Id);
            }
        }
    }

    private async Task SendAsync(SenderRun run, Message claimed, AccountTurn turn, Conversation conversation, CancellationToken breakOff)
    {
        PassedMessage? passed;
        try
        {
            passed = await gate.PassAsync(run, claimed);
        }
        catch (Exception exception) when (exception is CommitUnknownException or TransientStoreException)
        {
            // Whether it passed or not, nothing was said, and nobody but us knows that.
            await recorder.RecordNotSpokenAsync(run, claimed, breakOff);
            return;
        }
        if (passed is not null)
            await recorder.RecordAsync(run, passed, await transmission.SendAsync(passed, turn, conversation, breakOff), breakOff);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending message {Message} failed; its lease expires by itself.")]
    private static partial void LogBroken(ILogger logger, Exception exception, MessageId message);
}
