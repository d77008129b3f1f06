using System.Diagnostics;
using Crm.Plugins;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>Hands one message to its transport, within limits of time, while its lease is renewed.</summary>
internal sealed partial class Transmission(
    PluginCatalog plugins,
    MessageLeases claims,
    IOptions<SenderOptions> options,
    TimeProvider time,
    ILogger<Transmission> logger
)
{
    /// <summary>A transport whose time is up is cancelled, and has so long to say what it knows.</summary>
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    private TimeSpan Timeout => options.Value.SendTimeout;

    /// <summary>Whether a transport serves the message's channel.</summary>
    public bool IsServed(Message message)
    {
        if (plugins.Transports.ContainsKey(message.Channel))
            return true;
        LogNoTransport(logger, message.Channel, message.Id);
        return false;
    }

    /// <summary>Sends a message that passed the gate.</summary>
    /// <param name="message">The message.</param>
    /// <param name="breakOff">The host goes down: the transport is cancelled.</param>
    public async Task<SendResult> SendAsync(Message message, CancellationToken breakOff)
    {
        using var trace = Telemetry.Source.StartActivity("crm.message.send", ActivityKind.Client);
        trace?.SetTag("crm.channel", message.Channel).SetTag("crm.message", message.Id);
        using var givenUp = new CancellationTokenSource();
        var attempt = new SendAttempt(givenUp.Token);
        using var limit = new CancellationTokenSource(Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(breakOff, limit.Token);
        using var sent = new CancellationTokenSource();
        var renewing = claims.RenewAsync(message, sent.Token);
        try
        {
            // On another thread, and waited for so long only: one that hangs must keep neither this sender nor the message.
            var sending = Task.Run(() => plugins.Transports[message.Channel].SendAsync(Outgoing(message), attempt, stop.Token), CancellationToken.None);
            return await sending.WaitAsync(Timeout + CancelTime, time, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever still runs there may not complete the message from here on: it may soon be sent by another attempt.
            await givenUp.CancelAsync();
            trace?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            // An exception's text may hold the address: it goes to the log at most, by its type.
            LogTransport(logger, exception.GetType().Name, message.Channel, message.Id);
            var what = limit.IsCancellationRequested
                ? $"The transport did not finish within {Timeout}."
                : $"The transport failed ({exception.GetType().Name}).";
            return attempt.MayHaveBeenSent ? new SendResult.Unknown(what) : new SendResult.Deferred(what);
        }
        finally
        {
            await sent.CancelAsync();
            await renewing;
        }
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
            Date = message.SpokenAt ?? message.QueuedAt,
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "No plugin serves the channel {Channel}: message {Message} stays queued.")]
    private static partial void LogNoTransport(ILogger logger, string channel, MessageId message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Exception} while the transport of {Channel} sent message {Message}.")]
    private static partial void LogTransport(ILogger logger, string exception, string channel, MessageId message);
}
