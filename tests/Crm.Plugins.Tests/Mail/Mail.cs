using Crm.Messages;
using Crm.Plugins.Mail;
using Crm.Records;
using MailKit.Security;

namespace Crm.Tests.Plugins.Mail;

/// <summary>What the fixtures of the mail plugin share: messages and transports.</summary>
internal static class Mail
{
    public static OutboundMessage Message { get; } =
        new()
        {
            Id = new MessageId(new Guid(1, 0, 0, new byte[8])),
            Tenant = TenantId.From("mail"),
            Channel = "email",
            From = "anna@sender.test",
            FromName = "Anna Müller",
            To = "bob@recipient.test",
            ToName = "Bob",
            Subject = "Grüße",
            Text = "Hello\n.\nlast line",
            WireId = "0199.1@sender.test",
            Date = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };

    public static MailOptions To(int port, string host = "127.0.0.1") =>
        new()
        {
            Mode = MailMode.Smtp,
            Host = host,
            Port = port,
            Security = SecureSocketOptions.None,
            Timeout = TimeSpan.FromSeconds(10),
        };

    public static async Task<(SendResult Result, bool MayHaveBeenSent)> SendAsync(
        MailOptions options,
        OutboundMessage message,
        CancellationToken cancellationToken = default
    )
    {
        using var connections = new SmtpConnections(options, TimeProvider.System);
        var attempt = new SendAttempt();
        var result = await new EmailTransport(options, connections).SendAsync(message, attempt, cancellationToken);
        return (result, attempt.MayHaveBeenSent);
    }
}
