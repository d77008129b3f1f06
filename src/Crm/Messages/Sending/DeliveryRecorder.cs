using Crm.Stores;
using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>Writes the outcomes of deliveries: one transaction each, tried again until it is written, since nobody else knows.</summary>
internal sealed partial class DeliveryRecorder(ISystemStore store, DeliveryOutcome outcome, TimeProvider time, ILogger<DeliveryRecorder> logger)
{
    private const string Action = "message.record";
    private const int MaxErrors = 5;
    private const int MaxLost = 100;

    /// <summary>First by the mailbox's policy; where that fails, by asking a person.</summary>
    private const int MaxAttempts = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Records an outcome. While the database is away it is tried on and on; where the fence is too old, or the outcome is known already, nothing is written.</summary>
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
                run.Begin();
                await using var unit = await store.BeginAsync(CancellationToken.None);
                if (await unit.MessageClaims.LockAsync(message.Id, message.Fence, CancellationToken.None) is not { } locked)
                {
                    LogTooLate(logger, message.Id, result.GetType().Name);
                    return;
                }
                var work = SenderRun.WorkOf(unit, locked, Action, time);
                await outcome.DecideAsync(work, locked, result);
                if (!work.Changes.IsEmpty)
                    await CommitAsync(run, unit, work, message.Channel, result);
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
    /// Messages whose sender died while sending them become Unknown, or what the mailbox's policy says. Where that cannot be written, a person is asked instead; where even that cannot, the message
    /// is left alone in this run, so that the others are resolved and mail goes on.
    /// </summary>
    public async Task ResolveLostAsync(SenderRun run, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<MessageId, int>();
        for (var count = 0; count < MaxLost && !cancellationToken.IsCancellationRequested; count++)
        {
            if (!await ResolveOneAsync(run, failures, cancellationToken))
                return;
        }
    }

    private async Task<bool> ResolveOneAsync(SenderRun run, Dictionary<MessageId, int> failures, CancellationToken cancellationToken)
    {
        Message? lost = null;
        try
        {
            await using var unit = await store.BeginAsync(cancellationToken);
            var claimed = await unit.MessageClaims.ClaimLostAsync(failures.Count + 1, cancellationToken);
            lost = claimed.FirstOrDefault(message => failures.GetValueOrDefault(message.Id) < MaxAttempts);
            if (lost is null)
                return false;
            run.Begin();
            var work = SenderRun.WorkOf(unit, lost, Action, time);
            var unknown = new SendResult.Unknown("The sender died, or did not answer in time.");
            if (failures.ContainsKey(lost.Id))
                await outcome.AskPersonAsync(work, lost, unknown.Reply);
            else
                await outcome.DecideAsync(work, lost, unknown);
            await CommitAsync(run, unit, work, lost.Channel, unknown);
            LogLost(logger, lost.Id);
        }
        catch (ConcurrencyConflictException)
        {
            // Its enrollment was moved meanwhile: once more, with the next look.
        }
        catch (Exception exception) when (lost is not null && exception is not (OperationCanceledException or TransientStoreException or OutOfMemoryException))
        {
            failures[lost.Id] = failures.GetValueOrDefault(lost.Id) + 1;
            LogNotResolved(logger, exception, lost.Id);
        }
        return true;
    }

    private static async Task CommitAsync(SenderRun run, ISystemUnitOfWork unit, Work work, string channel, SendResult result)
    {
        await unit.ApplyAsync(work.Changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Count(channel, result);
        Telemetry.CountBlocked(work.Changes);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome of message {Message} ({Outcome}) could not be recorded; trying again.")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, MessageId message, string outcome);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The outcome of message {Message} ({Outcome}) came too late: the message is resolved, or another sender has it."
    )]
    private static partial void LogTooLate(ILogger logger, MessageId message, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Message}, whose sender died while sending it, could not be resolved; the others continue.")]
    private static partial void LogNotResolved(ILogger logger, Exception exception, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether message {Message} was delivered: its sender died while sending it.")]
    private static partial void LogLost(ILogger logger, MessageId message);
}
