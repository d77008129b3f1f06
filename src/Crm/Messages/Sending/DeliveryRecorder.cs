using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>Writes the outcomes of deliveries: one transaction each, tried again as long as the process lives, whatever the database says, since nobody else knows.</summary>
internal sealed partial class DeliveryRecorder(ISystemStore store, DeliveryOutcome outcome, TimeProvider time, ILogger<DeliveryRecorder> logger)
{
    private const string Action = "message.record";

    /// <summary>So many errors that are no outage of the database, and what is known of the delivery is written without what comes after it.</summary>
    private const int MaxErrors = 5;
    private const int MaxLost = 100;

    /// <summary>First by the mailbox's policy; where that fails, by asking a person.</summary>
    private const int MaxAttempts = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>Messages whose outcome this process knows and has not written yet: they are not lost, however long their lease is over.</summary>
    private readonly ConcurrentDictionary<MessageId, long> known = new();

    /// <summary>Records an outcome, trying until it is written. Where the fence is too old nothing is written, unless the server accepted the message, which is true whoever has it now.</summary>
    /// <param name="run">Counts.</param>
    /// <param name="passed">The message as it passed the gate.</param>
    /// <param name="result">What is known.</param>
    /// <param name="giveUp">The host goes down: the message is then Unknown by its lease.</param>
    public Task RecordAsync(SenderRun run, PassedMessage passed, SendResult result, CancellationToken giveUp) =>
        RecordAsync(run, passed.Message, new Heard(result, time.GetUtcNow().ToMicroseconds(), passed), giveUp);

    /// <summary>Records that nothing was said of a message, whether it passed the gate or not.</summary>
    /// <param name="run">Counts.</param>
    /// <param name="claimed">The message as it was claimed.</param>
    /// <param name="giveUp">See <see cref="RecordAsync(SenderRun, PassedMessage, SendResult, CancellationToken)"/>.</param>
    public Task RecordNotSpokenAsync(SenderRun run, Message claimed, CancellationToken giveUp) =>
        RecordAsync(run, claimed, new Heard(Transmission.NotSpoken, time.GetUtcNow().ToMicroseconds(), Passed: null), giveUp);

    private async Task RecordAsync(SenderRun run, Message message, Heard heard, CancellationToken giveUp)
    {
        known[message.Id] = message.Fence;
        try
        {
            await RecordUntilWrittenAsync(run, message, heard, giveUp);
        }
        finally
        {
            known.TryRemove(message.Id, out _);
        }
    }

    private async Task RecordUntilWrittenAsync(SenderRun run, Message message, Heard heard, CancellationToken giveUp)
    {
        var delay = FirstDelay;
        for (int tries = 1, errors = 0; ; tries++)
        {
            try
            {
                if (tries == 1 && heard.Passed is not null)
                    await WriteAsPassedAsync(run, heard, heard.Passed);
                else
                    await WriteAsync(run, message, heard, (work, stored) => outcome.DecideAsync(work, stored, heard.Answer, heard.At));
                if (tries > 1)
                    LogRecorded(logger, message.Id, heard.Name, tries);
                return;
            }
            catch (ConcurrencyConflictException)
            {
                continue; // somebody moved the message or its enrollment meanwhile: decided again with what is there now
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                if (tries == 1)
                    LogNotRecorded(logger, exception, message.Id, heard.Name);
                if (
                    exception is not (TransientStoreException or CommitUnknownException)
                    && ++errors >= MaxErrors
                    && await TryAloneAsync(run, message, heard, exception)
                )
                    return;
            }
            await Task.Delay(delay, time, giveUp);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    /// <summary>Writes what is known of the delivery without what comes after it.</summary>
    private async Task<bool> TryAloneAsync(SenderRun run, Message message, Heard heard, Exception why)
    {
        try
        {
            // An exception's text may hold the address; its type does not.
            await WriteAsync(run, message, heard, (work, stored) => outcome.DecideAloneAsync(work, stored, heard.Answer, heard.At, $"{why.GetType().Name}."));
            LogAlone(logger, why, message.Id, heard.Name);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return false;
        }
    }

    /// <summary>The shortest way: the message is as this sender wrote it at the gate. Where it is not, its revision says so, and it is read and locked the next time.</summary>
    private async Task WriteAsPassedAsync(SenderRun run, Heard heard, PassedMessage passed)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        var work = SenderRun.WorkOf(unit, passed.Message, Action, time);
        await outcome.DecideAsync(work, passed.Message, heard.Answer, heard.At, passed.Links);
        await CommitAsync(run, unit, work, passed.Message.Channel, heard.Answer);
    }

    private async Task WriteAsync(SenderRun run, Message message, Heard heard, Func<Work, Message, Task> decide)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        var locked = await unit.MessageClaims.LockAsync(message.Id, message.Fence, CancellationToken.None);
        var late =
            locked is null && heard.Answer is SendResult.Accepted ? await unit.MessageClaims.LockAsync(message.Id, fence: null, CancellationToken.None) : null;
        if ((locked ?? late) is not { } stored)
        {
            LogTooLate(logger, message.Id, heard.Name);
            return;
        }
        var work = SenderRun.WorkOf(unit, stored, Action, time);
        if (late is not null && heard.Answer is SendResult.Accepted accepted)
        {
            var settled = await outcome.AcceptLateAsync(work, late, accepted.Reply, isSuperseded: late.Fence != message.Fence);
            if (settled.Reason == DeliveryOutcome.MayBeTwice)
                LogTwice(logger, message.Id);
        }
        else
        {
            await decide(work, stored);
        }
        if (!work.Changes.IsEmpty)
            await CommitAsync(run, unit, work, message.Channel, heard.Answer);
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
            var claimed = await unit.MessageClaims.ClaimLostAsync(failures.Count + known.Count + 1, cancellationToken);
            lost = claimed.FirstOrDefault(message => failures.GetValueOrDefault(message.Id) < MaxAttempts && !known.ContainsKey(message.Id));
            if (lost is null)
                return false;
            run.Begin();
            var work = SenderRun.WorkOf(unit, lost, Action, time);
            var unknown = new SendResult.Unknown("The sender died, or did not answer in time.");
            if (failures.ContainsKey(lost.Id))
                await outcome.AskPersonAsync(work, lost, unknown.Reply);
            else
                await outcome.DecideAsync(work, lost, unknown, work.Now);
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
        await unit.ApplyAsync(work.Changes, isLast: true, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Count(channel, result);
        Telemetry.CountBlocked(work.Changes);
    }

    /// <summary>What became known of a delivery, and when, in UTC.</summary>
    private sealed record Heard(SendResult Answer, DateTimeOffset At, PassedMessage? Passed)
    {
        public string Name => Answer.GetType().Name;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome of message {Message} ({Outcome}) could not be recorded; retrying until it is.")]
    private static partial void LogNotRecorded(ILogger logger, Exception exception, MessageId message, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "The outcome of message {Message} ({Outcome}) was recorded on attempt {Tries}.")]
    private static partial void LogRecorded(ILogger logger, MessageId message, string outcome, int tries);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The outcome of message {Message} ({Outcome}) was recorded without the next step, which cannot be written; its enrollment says so."
    )]
    private static partial void LogAlone(ILogger logger, Exception exception, MessageId message, string outcome);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Message {Message} may have arrived twice: the server accepted it late, when it was being sent again or had been."
    )]
    private static partial void LogTwice(ILogger logger, MessageId message);

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
