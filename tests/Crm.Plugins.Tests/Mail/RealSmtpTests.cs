using Crm.Messages;

namespace Crm.Tests.Plugins.Mail;

/// <summary>The transport against a server that we did not write.</summary>
internal sealed class RealSmtpTests
{
    [Test]
    public async Task A_message_arrives_as_it_was_meant()
    {
        var message = To("ok") with { Html = "<p>Schöne Grüße</p>", Text = "Schöne\n.\nGrüße" };
        var (result, _) = await SendAsync(message);
        var logged = Servers.ReadSmtpLog(message.To).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result, Is.InstanceOf<SendResult.Accepted>());
            Assert.That(logged.MessageId, Is.EqualTo(message.WireId));
            Assert.That(logged.From, Is.EqualTo(message.From));
            Assert.That(logged.To, Is.EqualTo([message.To]));
            Assert.That(logged.Subject, Is.EqualTo("Grüße"));
            Assert.That(logged.Text?.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo(message.Text));
            Assert.That(logged.Html?.TrimEnd(), Is.EqualTo(message.Html));
        }
    }

    [Test]
    public async Task An_unknown_address_is_refused()
    {
        var (result, mayHaveBeenSent) = await SendAsync(To("reject"));
        Assert.That((result as SendResult.Refused)?.Kind, Is.EqualTo(RefusalKind.Address));
        Assert.That(mayHaveBeenSent, Is.False);
    }

    [Test]
    public async Task A_temporary_refusal_is_deferred()
    {
        var (result, mayHaveBeenSent) = await SendAsync(To("defer"));
        Assert.That(result, Is.InstanceOf<SendResult.Deferred>());
        Assert.That(mayHaveBeenSent, Is.False);
    }

    [Test]
    public async Task A_lost_reply_is_unknown_though_the_message_was_taken()
    {
        var message = To("drop");
        var (result, mayHaveBeenSent) = await SendAsync(message);
        Assert.That(result, Is.InstanceOf<SendResult.Unknown>());
        Assert.That(mayHaveBeenSent);
        Assert.That(Servers.ReadSmtpLog(message.To), Has.Count.EqualTo(1));
    }

    private static OutboundMessage To(string kind)
    {
        var unique = Guid.NewGuid().ToString("N");
        return Mail.Message with { To = $"{kind}-{unique}@recipient.test", WireId = $"{unique}@sender.test" };
    }

    private static Task<(SendResult Result, bool MayHaveBeenSent)> SendAsync(OutboundMessage message)
    {
        Servers.Require(Servers.SmtpLog);
        var (host, port) = Servers.Smtp!.Value;
        return Mail.SendAsync(Mail.To(port, host), message);
    }
}
