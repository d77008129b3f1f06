using Crm.Messages;
using MimeKit;
using MimeKit.IO;
using MimeKit.Text;

namespace Crm.Plugins.Mail;

/// <summary>
/// Writes messages as MIME that tell when they are written out but for the final dot. MailKit's protocol logger is told of bytes only after they went
/// out, and its exceptions do not say how far they came; but it writes the message, flushes, and only then writes the dot. So the body, which is written
/// last, flushes itself and tells: all bytes of the message are on their way then, the dot is not, under TLS too.
/// </summary>
internal static class OutgoingMail
{
    /// <summary>A checked message as MIME: text, or text and HTML as alternatives.</summary>
    /// <param name="message">A message without objection by <see cref="MessageChecks"/>.</param>
    /// <param name="beforeFinalDot">Called when the message was written to SMTP's DATA, before the final dot; never for a file.</param>
    public static MimeMessage Compose(OutboundMessage message, Action? beforeFinalDot = null)
    {
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Date = message.Date,
            MessageId = message.WireId,
            Body = BodyOf(message, beforeFinalDot),
        };
        mail.From.Add(new MailboxAddress(message.FromName ?? "", message.From));
        mail.To.Add(new MailboxAddress(message.ToName ?? "", message.To));
        if (message.InReplyTo is { } parent)
            mail.InReplyTo = parent;
        mail.References.AddRange(message.References);
        foreach (var (name, value) in message.Headers)
            mail.Headers.Add(name, value);
        return mail;
    }

    /// <summary>Bare CR and LF become CRLF: a lone one before a dot is read as the end of the message by some servers, and the rest as commands.</summary>
    private static MimeEntity BodyOf(OutboundMessage message, Action? beforeFinalDot)
    {
        var text = message.Text.ReplaceLineEndings("\r\n");
        if (message.Html is not { } html)
            return new LastText(beforeFinalDot) { Text = text };
        return new LastAlternative(beforeFinalDot)
        {
            new TextPart(TextFormat.Plain) { Text = text },
            new TextPart(TextFormat.Html) { Text = html.ReplaceLineEndings("\r\n") },
        };
    }

    private static async Task TellAsync(Stream stream, Action? beforeFinalDot, CancellationToken cancellationToken)
    {
        // MailKit measures the message first, into another kind of stream; only the one to the server is filtered (it doubles leading dots).
        if (beforeFinalDot is null || stream is not FilteredStream filtered)
            return;
        await filtered.FlushAsync(cancellationToken);
        // The filter's flush ends there; the connection keeps up to a block, which would go out together with the dot.
        await filtered.Source.FlushAsync(cancellationToken);
        beforeFinalDot();
    }

    private sealed class LastText(Action? beforeFinalDot) : TextPart(TextFormat.Plain)
    {
        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
            await TellAsync(stream, beforeFinalDot, cancellationToken);
        }
    }

    private sealed class LastAlternative(Action? beforeFinalDot) : MultipartAlternative
    {
        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            await base.WriteToAsync(options, stream, contentOnly, cancellationToken);
            await TellAsync(stream, beforeFinalDot, cancellationToken);
        }
    }
}
