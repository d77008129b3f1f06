using System.Globalization;
using Crm.Messages;
using MimeKit;

namespace Crm.Plugins.Mail;

/// <summary>Writes messages into a folder, one <c>.eml</c> file each, whole or not at all. Another attempt at the same message replaces its file: there is never a second one.</summary>
internal static class MailFolder
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    /// <summary>Writes one message.</summary>
    public static async Task<SendResult> WriteAsync(string folder, OutboundMessage message, SendAttempt attempt, CancellationToken cancellationToken)
    {
        var name = NameOf(message);
        var path = Path.Combine(folder, name);
        // The attempt's own name: a second worker must not write into the first one's file.
        var unfinished = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            var mail = OutgoingMail.Compose(message);
            mail.Prepare(EncodingConstraint.SevenBit);
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await mail.WriteToAsync(Format, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            attempt.PointOfNoReturn();
            File.Move(unfinished, path, overwrite: true);
            return new SendResult.Accepted($"Written to {name}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reply = $"The mail folder is not writable: {exception.GetType().Name}";
            return attempt.MayHaveBeenSent ? new SendResult.Unknown(reply) : new SendResult.Deferred(reply) { IsAccountWide = true };
        }
        finally
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
        }
    }

    /// <summary>Time and identifier; sorts by time, and nothing in an identifier leads to another folder.</summary>
    private static string NameOf(OutboundMessage message)
    {
        var identifier = string.Concat(message.WireId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '@' ? letter : '_'));
        var time = message.Date.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        return $"{time}-{(identifier.Length <= 120 ? identifier : identifier[..120])}.eml";
    }
}
