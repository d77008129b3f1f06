using Crm.Messages;
using MimeKit;

namespace Crm.Plugins.Mail;

/// <summary>What a message must be before a byte of it goes out: one sender, one recipient, no text that could become a header or a command of its own.</summary>
internal static class MessageChecks
{
    /// <summary>Headers that belong to the engine and to MIME; a further header must not say otherwise.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "From",
        "Sender",
        "To",
        "Cc",
        "Bcc",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "MIME-Version",
        "Return-Path",
        "Received",
        "DKIM-Signature",
    };

    /// <summary>Why the message cannot be sent; null where it can. Repeats no address and no text.</summary>
    public static string? WhyNot(OutboundMessage message)
    {
        if (!IsLine(message.Subject))
            return "The subject has a line break or another control character.";
        if (!IsLine(message.FromName) || !IsLine(message.ToName))
            return "A name has a line break or another control character.";
        if (!IsAddress(message.From))
            return "The sender must be exactly one address, such as anna@example.com.";
        if (!IsAddress(message.To))
            return "The recipient must be exactly one address, such as bob@example.com.";
        if (!IsIdentifier(message.WireId) || !message.WireId.Contains('@') || !System.Text.Ascii.IsValid(message.WireId))
            return "The message's identifier must be of the form left@right without white space.";
        if ((message.InReplyTo is { } parent && !IsIdentifier(parent)) || !message.References.All(IsIdentifier))
            return "An identifier in In-Reply-To or References has white space or brackets in it.";
        return message.Headers.Select(WhyNot).FirstOrDefault(why => why is not null);
    }

    private static string? WhyNot(KeyValuePair<string, string> header)
    {
        if (header.Key.Length == 0 || !header.Key.All(letter => letter is > ' ' and < '\u007f' and not ':'))
            return "A header's name must be letters, digits and hyphens.";
        if (
            Reserved.Contains(header.Key)
            || header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            || header.Key.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase)
        )
            return $"The header {header.Key} is the engine's; it cannot be set.";
        return IsLine(header.Value) ? null : $"The header {header.Key} has a line break or another control character.";
    }

    private static bool IsLine(string? text) => text is null || !text.Any(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029');

    private static bool IsIdentifier(string text) =>
        text.Length > 0 && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>');

    private static bool IsAddress(string text) =>
        text.Length is > 0 and <= 320
        && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is ',' or ';' or '<' or '>' or '(' or ')' or ':')
        && MailboxAddress.TryParse(text, out var parsed)
        && (parsed.Address == text || MailboxAddress.EncodeAddrspec(parsed.Address) == text)
        && parsed.Domain.Length > 0;
}
