using Crm.Stores;
using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>Writes what became of messages: one transaction each, tried again until it is written, since nobody else knows.</summary>
internal sealed partial class MessageRecorder(ISystemStore store, MessageFates fates, TimeProvider time, ILogger logger)
{
    private const int MaxErrors = 5;
    private const int MaxLost = 100;

    /// <summary>By the mailbox's policy; where that fails, by asking a person.</summary>
    private const int WaysToSettle = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Records a fate. While the database is away it is tried on and on; where the fence is too old, or the message is settled, nothing is written.</summary>
    /// <param name="run">Counts.</param>
    /// <param name="message">The message as it passed the gate.</param>
    /// <param name="result">What is known.</param>
    /// <param name="giveUp">The host goes down: the message is then Unknown by its lease.</param>
    public async Task RecordAsync(SenderRun run, Message message, SendResult result, CancellationToken giveUp)
    {
        var delay = FirstDelay;
        for (var errors = 0; ; )
        {
            try
            {
                await RecordOnceAsync(run, message, result);
                return;
            }
            catch (ConcurrencyConflictException)
            {
                continue; // somebody moved the enrollment meanwhile: decided again with what is there now
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogNotRecorded(logger, exception, message.Id, result.GetType().Name);
                if (exception is not TransientStoreException && ++errors >= MaxErrors)
                    throw;
            }
            await Task.Delay(delay, time, giveUp);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <summary>
    /// Messages whose sender died while it spoke become Unknown, or what the mailbox's policy says. Where that cannot be written, a person is asked instead; where even that cannot, the message
    /// is left alone in this run, so that the others are settled and mail goes on.
    /// </summary>
    public async Task SettleLostAsync(SenderRun run, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<MessageId, int>();
        for (var count = 0; count < MaxLost && !cancellationToken.IsCancellationRequested; count++)
        {
            if (!await SettleOneAsync(run, failures, cancellationToken))
                return;
        }
    }

    private async Task<bool> SettleOneAsync(SenderRun run, Dictionary<MessageId, int> failures, CancellationToken cancellationToken)
    {
        Message? lost = null;
        try
        {
            await using var unit = await store.BeginAsync(cancellationToken);
            var claimed = await unit.MessageClaims.ClaimLostAsync(failures.Count + 1, cancellationToken);
            lost = claimed.FirstOrDefault(message => failures.GetValueOrDefault(message.Id) < WaysToSettle);
            if (lost is null)
                return false;
            run.Begin();
            var changes = new ChangeSet();
            var now = time.GetUtcNow().ToMicroseconds();
            const string What = "The sender died, or did not answer in time.";
            if (failures.ContainsKey(lost.Id))
                await MessageFates.AskPersonAsync(unit.For(lost.Tenant), changes, lost, What, now, cancellationToken);
            else
                await fates.DecideAsync(unit.For(lost.Tenant), changes, lost, new SendResult.Unknown(What), now, cancellationToken);
            await unit.ApplyAsync(changes, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            run.Add(counts => counts with { Unknown = counts.Unknown + 1 });
            LogLost(logger, lost.Id);
        }
        catch (ConcurrencyConflictException)
        {
            // Its enrollment was moved meanwhile: once more, with the next look.
        }
        catch (Exception exception) when (lost is not null && exception is not (OperationCanceledException or TransientStoreException or OutOfMemoryException))
        {
            failures[lost.Id] = failures.GetValueOrDefault(lost.Id) + 1;
            LogNotSettled(logger, exception, lost.Id);
        }
        return true;
    }

    private async Task RecordOnceAsync(SenderRun run, Message message, SendResult result)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        if (await unit.MessageClaims.LockAsync(message.Id, message.Fence, CancellationToken.None) is not { } locked)
        {
            LogTooLate(logger, message.Id, result.GetType().Name);
            return;
        }
        var changes = new ChangeSet();
        await fates.DecideAsync(unit.For(locked.Tenant), changes, locked, result, time.GetUtcNow().ToMicroseconds(), CancellationToken.None);
        if (changes.IsEmpty)
            return;
        await unit.ApplyAsync(changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Add(counts => Counted(counts, result));
    }

    private static SenderCounts Counted(SenderCounts counts, SendResult result) =>
        result switch
        {
            SendResult.Accepted => counts with { Sent = counts.Sent + 1 },
            SendResult.Deferred => counts with { Deferred = counts.Deferred + 1 },
            SendResult.Refused => counts with { Failed = counts.Failed + 1 },
            SendResult.MailboxRefused => counts with { Held = counts.Held + 1 },
            _ => counts with { Unknown = counts.Unknown + 1 },
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "The fate of message {Message} ({Fate}) could not be recorded; tried again.")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, MessageId message, string fate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fate of message {Message} ({Fate}) came too late: it is settled, or another has it.")]
    private static partial void LogTooLate(ILogger logger, MessageId message, string fate);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Message}, whose sender died while it spoke, could not be settled; the others go on.")]
    private static partial void LogNotSettled(ILogger logger, Exception exception, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows the fate of message {Message}: its sender died while it spoke.")]
    private static partial void LogLost(ILogger logger, MessageId message);
}
