using System.Text.RegularExpressions;
using Crm.Messages;
using MailKit.Net.Smtp;

namespace Crm.Plugins.Mail;

/// <summary>Where in the conversation a reply came.</summary>
internal enum SmtpStage
{
    /// <summary>Greeting, EHLO, TLS, AUTH: nothing of the message was said yet.</summary>
    Connecting,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA, or the reply to the final dot.</summary>
    Content,
}

/// <summary>What a server's reply means for a message (RFC 5321 §4.2, enhanced codes by RFC 3463).</summary>
internal static partial class SmtpReplies
{
    /// <summary>The result of a reply that was not the hoped-for one.</summary>
    /// <param name="stage">What the reply answers.</param>
    /// <param name="status">Three digits.</param>
    /// <param name="text">The words, with the enhanced code in front where the server gives one.</param>
    /// <param name="isAfterFinalDot">Whether the message was complete.</param>
    public static SendResult Classify(SmtpStage stage, int status, string text, bool isAfterFinalDot)
    {
        var reply = Shorten($"{status} {text}");
        return (status / 100, Enhanced(text)) switch
        {
            // Until RCPT nothing was said about the message: a server that is shutting down, full or too busy is so for everybody.
            (4, var code) => new SendResult.Deferred(reply)
            {
                IsAccountWide = stage == SmtpStage.Connecting || (stage == SmtpStage.Sender && (status is 421 or 454 || code is { Subject: 3 })),
            },
            (5, _) when stage == SmtpStage.Connecting => new SendResult.MailboxRefused(reply) { IsAccountWide = true },
            (5, _) when status is 530 or 534 or 535 or 538 => new SendResult.MailboxRefused(reply) { IsAccountWide = true },
            // Credentials, encryption and locked accounts (RFC 4954 §6), said late.
            (5, { Subject: 7, Detail: 8 or 9 or 11 or 13 or 14 }) when stage == SmtpStage.Sender => new SendResult.MailboxRefused(reply)
            {
                IsAccountWide = true,
            },
            // Bad sender address, or one that the account may not use: it is the mailbox's, and will be as bad for the next message.
            (5, { Subject: 1, Detail: 7 or 8 }) => new SendResult.MailboxRefused(reply),
            (5, { Subject: 7, Detail: 60 }) => new SendResult.MailboxRefused(reply),
            (5, { Subject: 7 }) when stage == SmtpStage.Sender => new SendResult.MailboxRefused(reply),
            (5, _) when stage == SmtpStage.Sender && status is 550 or 553 => new SendResult.MailboxRefused(reply),
            // About this content or this recipient; relays say so of single messages.
            (5, { Subject: 7 }) => new SendResult.Refused(RefusalKind.Policy, reply),
            (5, { Subject: 1 }) when stage is SmtpStage.Recipient or SmtpStage.Content => new SendResult.Refused(RefusalKind.Address, reply),
            (5, _) => new SendResult.Refused(RefusalKind.Message, reply),
            (2, _) when isAfterFinalDot => new SendResult.Accepted(reply),
            _ => isAfterFinalDot ? new SendResult.Unknown(reply) : new SendResult.Deferred(reply),
        };
    }

    /// <summary>The stage that an exception of MailKit speaks of, once the connection stands.</summary>
    public static SmtpStage StageOf(SmtpErrorCode code) =>
        code switch
        {
            SmtpErrorCode.SenderNotAccepted => SmtpStage.Sender,
            SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
            _ => SmtpStage.Content,
        };

    /// <summary>One line, at most 500 characters: the ledger keeps it.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= 500 ? line
            : char.IsHighSurrogate(line[499]) ? line[..499]
            : line[..500];
    }

    private static (int Subject, int Detail)? Enhanced(string text) =>
        EnhancedCode().Match(text) is { Success: true } match
            ? (int.Parse(match.Groups[1].ValueSpan, provider: null), int.Parse(match.Groups[2].ValueSpan, provider: null))
            : null;

    [GeneratedRegex(@"\A\s*[245]\.([0-9]{1,3})\.([0-9]{1,3})\b")]
    private static partial Regex EnhancedCode();
}
