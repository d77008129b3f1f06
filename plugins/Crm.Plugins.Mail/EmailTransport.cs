using Crm.Messages;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Crm.Plugins.Mail;

/// <summary>The channel <c>email</c>: by SMTP, or into a folder. Never tries twice; what is known of a message's fate is the result.</summary>
internal sealed class EmailTransport(MailOptions options, SmtpConnections connections) : IMessageTransport
{
    /// <summary>RFC 5321 §4.5.3.2.6: the server may take ten minutes over the final dot, and giving up earlier makes messages unknown.</summary>
    private const int FinalReplyMilliseconds = 10 * 60 * 1000;

    public string Channel => Channels.Email;

    /// <summary>One account for all mailboxes.</summary>
    public SendingAccount AccountOf(string from) =>
        options.Mode == MailMode.Folder
            ? new SendingAccount($"folder {options.Folder}")
            : new SendingAccount($"{(options.User is { } user ? $"{user} at " : "")}{options.Host}:{options.Port}")
            {
                MaxConcurrentMessages = options.Connections,
            };

    /// <summary>Sends one message. A cancelled token counts as a break: after the final dot the result is unknown.</summary>
    public async Task<SendResult> SendAsync(OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken)
    {
        if (MessageChecks.WhyNot(message) is { } why)
            return new SendResult.Refused(RefusalKind.Message, why) { IsLocal = true };
        if (options.Mode == MailMode.Folder)
            return await MailFolder.WriteAsync(options.Folder, message, attempt, cancellationToken);
        SmtpConnection? connection = null;
        var isConnected = false;
        try
        {
            connection = await connections.TakeAsync(cancellationToken);
            isConnected = true;
            try
            {
                return await SpeakAsync(connection.Client, message, attempt, cancellationToken);
            }
            catch (Exception exception) when (IsStale(connection, exception, attempt, cancellationToken))
            {
                isConnected = false;
                await connections.ReopenAsync(connection, cancellationToken);
                isConnected = true;
                return await SpeakAsync(connection.Client, message, attempt, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException || attempt.MayHaveBeenSent || !cancellationToken.IsCancellationRequested)
        {
            return ResultOf(exception, isConnected, attempt.MayHaveBeenSent);
        }
        finally
        {
            if (connection is not null)
                connections.Return(connection);
        }
    }

    /// <summary>A kept connection that the server cut in the meantime, or says 421 on, by which it closes it (RFC 5321 §3.8): the message is not complete there, so that a new one may carry it.</summary>
    private static bool IsStale(SmtpConnection connection, Exception exception, SendAttempt attempt, CancellationToken cancellationToken) =>
        connection.Sent > 0
        && !attempt.MayHaveBeenSent
        && !cancellationToken.IsCancellationRequested
        && exception
            is IOException
                or System.Net.Sockets.SocketException
                or ProtocolException
                or ServiceNotConnectedException
                or SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable };

    private static async Task<SendResult> SpeakAsync(SmtpClient client, OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken)
    {
        var format = FormatOptions.Default.Clone();
        format.International = !HasPlainLocalPart(message.From) || !HasPlainLocalPart(message.To);
        if (format.International && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return new SendResult.Refused(RefusalKind.Message, "The server does not accept addresses with non-ASCII letters before the @ (SMTPUTF8, RFC 6531).")
            {
                IsLocal = true,
            };
        using var mail = OutgoingMail.Compose(
            message,
            () =>
            {
                client.Timeout = FinalReplyMilliseconds;
                attempt.PointOfNoReturn();
            }
        );
        attempt.ThrowIfAbandoned();
        var reply = await client.SendAsync(format, mail, new MailboxAddress("", message.From), [new MailboxAddress("", message.To)], cancellationToken);
        return new SendResult.Accepted(SmtpReplies.Shorten(reply));
    }

    /// <summary>A domain can be written in ASCII (RFC 5891), what stands before the @ cannot.</summary>
    private static bool HasPlainLocalPart(string address) => System.Text.Ascii.IsValid(address.AsSpan(0, address.LastIndexOf('@')));

    private static SendResult ResultOf(Exception exception, bool isConnected, bool isAfterFinalDot) =>
        exception switch
        {
            SmtpCommandException refused => SmtpReplies.Classify(
                isConnected ? SmtpReplies.StageOf(refused.ErrorCode) : SmtpStage.Connecting,
                (int)refused.StatusCode,
                refused.Message,
                isAfterFinalDot
            ),
            AuthenticationException { InnerException: SmtpCommandException refused } => SmtpReplies.Classify(
                SmtpStage.Connecting,
                (int)refused.StatusCode,
                refused.Message,
                isAfterFinalDot
            ),
            AuthenticationException or ServiceNotAuthenticatedException => new SendResult.MailboxRefused(SmtpReplies.Shorten(exception.Message))
            {
                IsAccountWide = true,
            },
            // STARTTLS or AUTH is asked for and not offered: a wrong setting, or somebody in between.
            NotSupportedException when !isConnected => new SendResult.MailboxRefused(SmtpReplies.Shorten(exception.Message)) { IsAccountWide = true },
            _ when !isConnected => new SendResult.Deferred(SmtpReplies.Shorten(WhyNotConnected(exception))) { IsAccountWide = true },
            _ when isAfterFinalDot => new SendResult.Unknown(SmtpReplies.Shorten($"No reply to the final dot: {exception.Message}")),
            _ => new SendResult.Deferred(SmtpReplies.Shorten(exception.Message)),
        };

    /// <summary>MailKit explains at length what a handshake may fail by; what it failed by is within, and what is wrong with a certificate stands in its list.</summary>
    private static string WhyNotConnected(Exception exception)
    {
        if (exception is not SslHandshakeException)
            return $"No connection to the server: {exception.Message}";
        var reasons = exception.Message.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('•') && !line.EndsWith(':')).Distinct().ToList();
        var why = string.Join(' ', reasons.Prepend($"The TLS handshake failed: {exception.InnerException?.Message ?? exception.Message}"));
        return reasons.Exists(IsUnchecked) ? $"{why} (If this network cannot reach the authority's list, set CertificateRevocation to off.)" : why;
    }

    /// <summary>Whether the authority's list could not be had, in the words of OpenSSL or Windows; a certificate that stands on it is 'revoked'.</summary>
    private static bool IsUnchecked(string reason) =>
        reason.Contains("CRL", StringComparison.Ordinal) || reason.Contains("revocation", StringComparison.OrdinalIgnoreCase);
}
