using System.Diagnostics;
using Crm.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>Hands one message to its transport, within limits of time, while its lease is renewed.</summary>
internal sealed partial class Transmission(
    SendingAccounts accounts,
    MessageLeases claims,
    IOptions<SenderOptions> options,
    TimeProvider time,
    ILogger<Transmission> logger
)
{
    /// <summary>A transport whose time is up is cancelled, and has so long to say what it knows.</summary>
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    /// <summary>What is known of a message of which nothing was said: it costs no attempt.</summary>
    public static readonly SendResult NotSpoken = new SendResult.Deferred("The sender stopped before it said anything.") { IsAccountWide = true };

    private TimeSpan Timeout => options.Value.SendTimeout;

    /// <summary>Whether a transport serves the message's channel.</summary>
    public bool IsServed(Message message)
    {
        if (accounts.Plugins.Transports.ContainsKey(message.Channel))
            return true;
        LogNoTransport(logger, message.Channel, message.Id);
        return false;
    }

    /// <summary>Mailboxes that need not be looked at now: their account is down.</summary>
    public IReadOnlyCollection<MailboxId> Resting => accounts.Resting;

    /// <summary>Waits for the account's turn to send the message, before it passes the gate: what waits there is still queued, and safe.</summary>
    /// <param name="message">The message.</param>
    /// <param name="conversation">Is told that the account is waited for.</param>
    /// <param name="stop">The host goes down: no further message begins.</param>
    /// <returns>The turn, to be disposed after the answer; null where the account is down or takes no more messages now.</returns>
    public async Task<AccountTurn?> EnterAsync(Message message, Conversation conversation, CancellationToken stop)
    {
        using var waiting = conversation.Waits(time.GetTimestamp());
        // The claim's lease must outlast the waiting.
        var turn = await accounts.Of(message).EnterAsync(options.Value.Lease / 2, stop);
        if (turn is null || accounts.MayTry(message))
            return turn;
        turn.Dispose();
        return null;
    }

    /// <summary>Sends a message that passed the gate.</summary>
    /// <param name="passed">The message.</param>
    /// <param name="turn">Its turn, which lasts until the transport has ended.</param>
    /// <param name="conversation">Is told when the server is waited for.</param>
    /// <param name="breakOff">The host goes down: the transport is cancelled.</param>
    public async Task<SendResult> SendAsync(PassedMessage passed, AccountTurn turn, Conversation conversation, CancellationToken breakOff)
    {
        var message = passed.Message;
        using var waiting = conversation.Waits(time.GetTimestamp());
        using var trace = Telemetry.Source.StartActivity("crm.message.send", ActivityKind.Client);
        trace?.SetTag("crm.channel", message.Channel).SetTag("crm.message", message.Id);
        using var abandoned = new CancellationTokenSource();
        var isFrozen = false;
        var attempt = new SendAttempt(() => passed.Lease.IsHeld || !(isFrozen = true), abandoned.Token);
        using var limit = new CancellationTokenSource(Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(breakOff, limit.Token);
        using var sent = new CancellationTokenSource();
        var renewing = claims.RenewAsync(passed, sent.Token);
        try
        {
            attempt.ThrowIfAbandoned();
            // On another thread, and waited for so long only: one that hangs must keep neither this sender nor the message.
            var sending = Task.Run(
                () => accounts.Plugins.Transports[message.Channel].SendAsync(Outgoing(message), attempt, stop.Token),
                CancellationToken.None
            );
            turn.Sending = sending;
            var result = await sending.WaitAsync(Timeout + CancelTime, time, CancellationToken.None);
            if (isFrozen && !attempt.MayHaveBeenSent)
                return NotSpoken;
            accounts.Report(message, result);
            return result;
        }
        catch (OperationCanceledException) when (isFrozen && !attempt.MayHaveBeenSent)
        {
            LogFrozen(logger, message.Id);
            return NotSpoken;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever still runs there may not complete the message from here on: it may soon be sent by another attempt.
            await abandoned.CancelAsync();
            trace?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            // An exception's text may hold the address: it goes to the log at most, by its type.
            accounts.Plugins.ReportFailure(message.Channel, exception, $"message {message.Id}");
            var what = limit.IsCancellationRequested
                ? $"The transport did not finish within {Timeout}."
                : $"The transport failed ({exception.GetType().Name}).";
            return attempt.MayHaveBeenSent ? new SendResult.Unknown(what) : new SendResult.Deferred(what);
        }
        finally
        {
            // Not asynchronously: that would take a thread of the pool for each message to end a timer.
            sent.Cancel();
            await renewing;
        }
    }

    private static OutboundMessage Outgoing(Message message) =>
        new()
        {
            Id = message.Id,
            Tenant = message.Tenant,
            Channel = message.Channel,
            From = SendingAccounts.WireForm(message.Channel, message.FromAddress),
            FromName = message.FromName,
            To = SendingAccounts.WireForm(message.Channel, message.ToAddress),
            ToName = message.ToName,
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            WireId = message.WireId,
            InReplyTo = message.InReplyTo,
            References = message.References,
            Date = message.SpokenAt ?? message.QueuedAt,
        };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sender of message {Message} was frozen for longer than its lease: nothing was sent.")]
    private static partial void LogFrozen(ILogger logger, MessageId message);

    [LoggerMessage(Level = LogLevel.Error, Message = "No plugin serves the channel {Channel}: message {Message} stays queued.")]
    private static partial void LogNoTransport(ILogger logger, string channel, MessageId message);
}
