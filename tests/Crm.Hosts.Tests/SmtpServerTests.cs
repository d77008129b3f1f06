using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Crm.Tests.Hosts;

/// <summary>The SMTP server of the tests is itself put to the test: what other tests conclude from its log rests on it.</summary>
public sealed class SmtpServerTests
{
    [Test]
    public async Task An_accepted_message_stands_in_the_log_when_the_reply_arrives()
    {
        var recipient = Recipient("ok");
        var message = Message(recipient);

        await Send(message);

        var logged = Servers.ReadSmtpLog(recipient).Single();
        Assert.Multiple(() =>
        {
            Assert.That(logged.MessageId, Is.EqualTo(message.MessageId));
            Assert.That(logged.From, Is.EqualTo("anna@sender.test"));
            Assert.That(logged.Subject, Is.EqualTo("Grüße"));
            Assert.That(logged.Text?.TrimEnd(), Is.EqualTo("Schöne Grüße"));
            Assert.That(logged.Html, Is.Null);
            Assert.That(logged.Headers["X-Kind"], Is.EqualTo("check"));
            Assert.That(logged.ReceivedAt, Is.GreaterThan(DateTimeOffset.UnixEpoch));
        });
    }

    [TestCase("reject", SmtpStatusCode.MailboxUnavailable)]
    [TestCase("defer", SmtpStatusCode.ErrorInProcessing)]
    public void A_refused_recipient_gets_nothing(string kind, SmtpStatusCode status)
    {
        var recipient = Recipient(kind);

        var error = Assert.ThrowsAsync<SmtpCommandException>(() => Send(Message(recipient)));

        Assert.That(error.StatusCode, Is.EqualTo(status));
        Assert.That(Servers.ReadSmtpLog(recipient), Is.Empty);
    }

    [Test]
    public void A_connection_cut_after_the_final_dot_leaves_the_message_taken()
    {
        var recipient = Recipient("drop");

        Assert.That(() => Send(Message(recipient)), Throws.InstanceOf<IOException>().Or.InstanceOf<SmtpProtocolException>());

        Assert.That(Servers.ReadSmtpLog(recipient), Has.Count.EqualTo(1));
    }

    static string Recipient(string kind) => $"{kind}-{Guid.NewGuid():N}@recipient.test";

    static MimeMessage Message(string recipient)
    {
        var message = new MimeMessage
        {
            Subject = "Grüße",
            Body = new TextPart("plain") { Text = "Schöne Grüße" },
        };
        message.From.Add(new MailboxAddress("Anna", "anna@sender.test"));
        message.To.Add(new MailboxAddress("Bob", recipient));
        message.Headers.Add("X-Kind", "check");
        return message;
    }

    static async Task Send(MimeMessage message)
    {
        Servers.Require(Servers.SmtpLog);
        var (host, port) = Servers.Smtp!.Value;
        using var client = new SmtpClient();
        await client.ConnectAsync(host, port, SecureSocketOptions.None);
        await client.SendAsync(message);
    }
}
