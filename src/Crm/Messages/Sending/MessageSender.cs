using Crm.Messages.Sending;
using Crm.Sequences;
using Microsoft.Extensions.Logging;

namespace Crm.Messages;

/// <summary>
/// Sends what is queued: claims under a lease, passes the gate, which durably writes that somebody speaks, speaks outside any transaction, and writes the fate in one. At
/// most once unless a mailbox's policy says otherwise: a message whose sender died while it spoke is Unknown and nobody claims it again. Safe for any number of senders and processes.
/// </summary>
public sealed partial class MessageSender
{
    private const int MaxConflicts = 3;

    /// <summary>A transport whose time is up is cancelled, and has so long to say what it knows.</summary>
    private static readonly TimeSpan BreakOffTime = TimeSpan.FromSeconds(10);

    private readonly ICrmStore store;
    private readonly StepEngine engine;
    private readonly SenderOptions options;
    private readonly TimeProvider time;
    private readonly Waypoints waypoints;
    private readonly ILogger<MessageSender> logger;
    private readonly MessageRecorder recorder;
    private readonly GateStops stops;

    internal MessageSender(ICrmStore store, StepEngine engine, SenderOptions options, TimeProvider time, Waypoints waypoints, ILogger<MessageSender> logger)
    {
        (this.store, this.engine, this.options, this.time, this.waypoints, this.logger) = (store, engine, options, time, waypoints, logger);
        recorder = new MessageRecorder(store, new MessageFates(engine), time, waypoints, logger);
        stops = new GateStops(engine);
    }

    /// <summary>Settles what dead senders left, then sends what is due, at most one claim.</summary>
    /// <param name="max">How many messages at most, 1–1000.</param>
    /// <param name="cancellationToken">Ends the claiming: what has passed the gate comes to its end, the rest is given back.</param>
    /// <returns>What it came to.</returns>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public Task<SenderCounts> RunOnceAsync(int max, CancellationToken cancellationToken) => RunOnceAsync(max, cancellationToken, CancellationToken.None);

    /// <inheritdoc cref="RunOnceAsync(int, CancellationToken)"/>
    /// <param name="max">How many messages at most, 1–1000.</param>
    /// <param name="stop">Ends the claiming.</param>
    /// <param name="breakOff">Breaks off what is being spoken.</param>
    internal async Task<SenderCounts> RunOnceAsync(int max, CancellationToken stop, CancellationToken breakOff)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var run = new SenderRun();
        await recorder.SettleLostAsync(run, stop);
        var claimed = await ClaimAsync(run, max, stop);
        if (claimed.Count > 0)
            await Parallel.ForEachAsync(
                claimed.GroupBy(message => message.Mailbox),
                new ParallelOptions { MaxDegreeOfParallelism = options.Mailboxes },
                async (messages, _) => await SendAllAsync(run, [.. messages], stop, breakOff)
            );
        return run.Counts;
    }

    private async Task<IReadOnlyList<Message>> ClaimAsync(SenderRun run, int max, CancellationToken cancellationToken)
    {
        run.Begin();
        IReadOnlyList<Message> claimed;
        await using (var unit = await store.BeginSystemAsync(cancellationToken))
        {
            claimed = await unit.Claims.ClaimMessagesAsync(time.GetUtcNow().ToMicroseconds(), max, options.Lease, cancellationToken);
            // Not to be broken off: a commit whose answer is not waited for leaves messages leased that nobody gives back.
            if (claimed.Count > 0)
                await unit.CommitAsync(CancellationToken.None);
        }
        run.Add(counts => counts with { Claimed = claimed.Count });
        if (claimed.Count > 0)
            waypoints.Reached("sender.claimed");
        return claimed;
    }

    private async Task SendAllAsync(SenderRun run, IReadOnlyList<Message> messages, CancellationToken stop, CancellationToken breakOff)
    {
        for (var index = 0; index < messages.Count; index++)
        {
            if (stop.IsCancellationRequested)
            {
                await ReleaseAsync(run, [.. messages.Skip(index)], until: null);
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
        if (!engine.Guard.Catalog.Transports.TryGetValue(claimed.Channel, out var transport))
        {
            LogNoTransport(logger, claimed.Channel, claimed.Id);
            await ReleaseAsync(run, [claimed], time.GetUtcNow().ToMicroseconds() + GateStops.HoldTime);
            return;
        }
        waypoints.Reached("sender.gate");
        if (await PassGateAsync(run, claimed) is not { } message)
            return;
        waypoints.Reached("sender.gated");
        var result = await SpeakAsync(transport, message, breakOff);
        waypoints.Reached("sender.answered");
        await recorder.RecordAsync(run, message, result, breakOff);
    }

    /// <summary>The durable commit behind which a message may have left the house.</summary>
    private async Task<Message?> PassGateAsync(SenderRun run, Message claimed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PassGateOnceAsync(run, claimed);
            }
            catch (ConcurrencyConflictException) when (attempt < MaxConflicts)
            {
                // What stood in the way was changed while we wrote so: the gate is asked again.
            }
        }
    }

    private async Task<Message?> PassGateOnceAsync(SenderRun run, Message claimed)
    {
        run.Begin();
        var now = time.GetUtcNow().ToMicroseconds();
        await using var unit = await store.BeginSystemAsync(Durability.Durable, CancellationToken.None);
        if (stops.AsksRules(claimed))
        {
            if (await LockAsync(unit, claimed, now) is not { } asked)
                return null;
            var (isStopped, held) = await stops.AskRulesAsync(asked);
            if (isStopped)
            {
                await StopAsync(run, unit, asked, held);
                return null;
            }
        }
        var answer = await unit.Claims.PassGateAsync(claimed.Id, claimed.Fence, options.Lease, now, CancellationToken.None);
        if (answer is GateAnswer.Passed passed)
        {
            await unit.CommitAsync(CancellationToken.None);
            return passed.Message;
        }
        if (answer is GateAnswer.Stopped stopped && await LockAsync(unit, claimed, now) is { } fate)
            await StopAsync(run, unit, fate, await stops.DecideAsync(fate, stopped.Why));
        return null;
    }

    private static async Task<Fate?> LockAsync(ISystemUnitOfWork unit, Message claimed, DateTimeOffset now) =>
        await unit.Claims.LockMessageAsync(claimed.Id, claimed.Fence, CancellationToken.None) is { State: MessageState.Queued } locked
            ? new Fate(unit, new ChangeSet(), locked, now, CancellationToken.None)
            : null;

    private static async Task StopAsync(SenderRun run, ISystemUnitOfWork unit, Fate fate, DateTimeOffset? until)
    {
        await unit.ApplyAsync(fate.Changes, CancellationToken.None);
        if (until is not null)
            await unit.Claims.ReleaseAsync([(fate.Message.Id, fate.Message.Fence)], until, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Add(counts => until is null ? counts with { Cancelled = counts.Cancelled + 1 } : counts with { Held = counts.Held + 1 });
    }

    private async Task<SendResult> SpeakAsync(IMessageTransport transport, Message message, CancellationToken breakOff)
    {
        using var givenUp = new CancellationTokenSource();
        var attempt = new SendAttempt(givenUp.Token);
        using var limit = new CancellationTokenSource(options.SpeakTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(breakOff, limit.Token);
        using var spoken = new CancellationTokenSource();
        var renewing = RenewAsync(message, spoken.Token);
        try
        {
            // On another thread, and waited for so long only: one that hangs must keep neither this sender nor the message.
            var speaking = Task.Run(() => transport.SendAsync(Outgoing(message), attempt, stop.Token), CancellationToken.None);
            return await speaking.WaitAsync(options.SpeakTime + BreakOffTime, time, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever still runs there may not complete the message from here on: it may soon be sent by another try.
            await givenUp.CancelAsync();
            // An exception's text may hold the address: it goes to the log at most, by its type.
            LogTransport(logger, exception.GetType().Name, message.Channel, message.Id);
            var what = limit.IsCancellationRequested
                ? $"The transport did not come to its end within {options.SpeakTime}."
                : $"The transport broke ({exception.GetType().Name}).";
            return attempt.MayHaveBeenSent ? new SendResult.Unknown(what) : new SendResult.Deferred(what);
        }
        finally
        {
            await spoken.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(Message message, CancellationToken spoken)
    {
        while (true)
        {
            await Task.Delay(options.Lease / 3, time, spoken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (spoken.IsCancellationRequested)
                return;
            try
            {
                await using var unit = await store.BeginSystemAsync(CancellationToken.None);
                if (!await unit.Claims.RenewLeaseAsync(message.Id, message.Fence, options.Lease, CancellationToken.None))
                    return;
                await unit.CommitAsync(CancellationToken.None);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogRenewal(logger, exception, message.Id);
            }
        }
    }

    private async Task ReleaseAsync(SenderRun run, IReadOnlyList<Message> messages, DateTimeOffset? until)
    {
        run.Begin();
        await using var unit = await store.BeginSystemAsync(CancellationToken.None);
        await unit.Claims.ReleaseAsync([.. messages.Select(message => (message.Id, message.Fence))], until, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Add(counts => counts with { Held = counts.Held + messages.Count });
    }

    private static OutboundMessage Outgoing(Message message) =>
        new()
        {
            Id = message.Id,
            Tenant = message.Tenant,
            Channel = message.Channel,
            From = message.FromAddress,
            FromName = message.FromName,
            To = message.ToAddress,
            ToName = message.ToName,
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            WireId = message.WireId,
            InReplyTo = message.InReplyTo,
            References = message.References,
            Date = message.QueuedAt,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending message {Message} broke; its lease ends by itself.")]
    private static partial void LogBroken(ILogger logger, Exception exception, MessageId message);

    [LoggerMessage(Level = LogLevel.Error, Message = "No plugin serves the channel {Channel}: message {Message} stays queued.")]
    private static partial void LogNoTransport(ILogger logger, string channel, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Exception} while the transport of {Channel} sent message {Message}.")]
    private static partial void LogTransport(ILogger logger, string exception, string channel, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of message {Message} could not be renewed.")]
    private static partial void LogRenewal(ILogger logger, Exception exception, MessageId message);
}
