using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crm.Messages;
using Crm.Plugins.Mail;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Crm.Tests.Plugins.Mail;

/// <summary>What is known of a message's fate, whatever the server says and wherever the connection breaks.</summary>
internal sealed class SmtpFateTests
{
    private static readonly OutboundMessage Large = Mail.Message with { Text = string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 200_000)) };

    [Test]
    public async Task Accepted_is_accepted()
    {
        using var server = new ScriptedSmtp();
        var (result, mayHaveBeenSent) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message);
        Assert.That(result, Is.EqualTo(new SendResult.Accepted("2.0.0 queued as 1")));
        Assert.That(mayHaveBeenSent);
        Assert.That(server.Commands, Has.None.StartWith("BDAT"), "CHUNKING has no final dot and must stay off.");
    }

    [TestCase(Cut.AtOnce)]
    [TestCase(Cut.AfterRecipient)]
    [TestCase(Cut.InsidePayload)]
    public async Task A_cut_before_the_final_dot_is_deferred(Cut cut)
    {
        using var server = new ScriptedSmtp { Cut = cut };
        var (result, mayHaveBeenSent) = await Mail.SendAsync(Mail.To(server.Port), Large);
        Assert.That(result, Is.InstanceOf<SendResult.Deferred>());
        Assert.That(mayHaveBeenSent, Is.False);
        Assert.That(server.Messages, Is.Empty);
    }

    [Test]
    public async Task A_cut_after_the_final_dot_is_unknown([Values] bool withHtml)
    {
        using var server = new ScriptedSmtp { Cut = Cut.AfterFinalDot };
        var (result, mayHaveBeenSent) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message with { Html = withHtml ? "<p>Hello</p>" : null });
        Assert.That(result, Is.InstanceOf<SendResult.Unknown>());
        Assert.That(mayHaveBeenSent);
    }

    [TestCase("452 4.3.1 full")]
    [TestCase("552 5.3.4 too big")]
    public async Task A_cut_after_the_reply_leaves_the_reply_standing(string final)
    {
        using var server = new ScriptedSmtp { Cut = Cut.AfterFinalReply, Final = final };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message);
        Assert.That(result, final[0] == '4' ? Is.EqualTo(new SendResult.Deferred(final)) : Is.EqualTo(new SendResult.Refused(RefusalKind.Message, final)));
    }

    [Test]
    public async Task Silence_after_the_final_dot_is_unknown_when_the_host_gives_up()
    {
        using var server = new ScriptedSmtp { IsSilentAfterFinalDot = true };
        using var patience = new CancellationTokenSource();
        var sending = Mail.SendAsync(Mail.To(server.Port) with { Timeout = TimeSpan.FromSeconds(1) }, Mail.Message, patience.Token);
        // Longer than the ordinary time-out: the reply to the final dot has ten minutes.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.That(sending.IsCompleted, Is.False);
        await patience.CancelAsync();
        Assert.That((await sending).Result, Is.InstanceOf<SendResult.Unknown>());
    }

    [Test]
    public void Cancelled_before_the_final_dot_is_cancelled()
    {
        using var server = new ScriptedSmtp();
        Assert.That(
            () => Mail.SendAsync(Mail.To(server.Port), Mail.Message, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public async Task Nobody_listening_is_deferred()
    {
        int port;
        using (var server = new ScriptedSmtp())
            port = server.Port;
        var (result, mayHaveBeenSent) = await Mail.SendAsync(Mail.To(port), Mail.Message);
        Assert.That(result, Is.InstanceOf<SendResult.Deferred>());
        Assert.That(mayHaveBeenSent, Is.False);
    }

    // Greeting.
    [TestCase("Greeting", "421 4.3.2 later", typeof(SendResult.Deferred), null)]
    [TestCase("Greeting", "554 5.7.1 not you", typeof(SendResult.MailboxRefused), null)]
    // AUTH.
    [TestCase("Auth", "454 4.7.0 later", typeof(SendResult.Deferred), null)]
    [TestCase("Auth", "535 5.7.8 wrong password", typeof(SendResult.MailboxRefused), null)]
    // MAIL FROM.
    [TestCase("Sender", "451 4.3.0 later", typeof(SendResult.Deferred), null)]
    [TestCase("Sender", "530 5.7.0 authenticate first", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Sender", "550 5.7.60 not your address", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Sender", "553 5.1.8 sender unknown", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Sender", "553 no", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Sender", "552 5.3.4 too big", typeof(SendResult.Refused), RefusalKind.Message)]
    // RCPT TO.
    [TestCase("Recipient", "450 4.2.1 greylisted", typeof(SendResult.Deferred), null)]
    [TestCase("Recipient", "550 5.1.1 nobody", typeof(SendResult.Refused), RefusalKind.Address)]
    [TestCase("Recipient", "553 5.1.3 bad address", typeof(SendResult.Refused), RefusalKind.Address)]
    [TestCase("Recipient", "550 5.1.10 nobody", typeof(SendResult.Refused), RefusalKind.Address)]
    [TestCase("Recipient", "550 5.7.1 relaying denied", typeof(SendResult.Refused), RefusalKind.Policy)]
    [TestCase("Recipient", "554 5.7.23 no SPF for this one", typeof(SendResult.Refused), RefusalKind.Policy)]
    [TestCase("Recipient", "530 5.7.0 authenticate first", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Recipient", "552 5.2.2 full", typeof(SendResult.Refused), RefusalKind.Message)]
    [TestCase("Recipient", "550 no", typeof(SendResult.Refused), RefusalKind.Message)]
    // DATA.
    [TestCase("Data", "451 4.3.0 later", typeof(SendResult.Deferred), null)]
    [TestCase("Data", "554 5.5.1 no", typeof(SendResult.Refused), RefusalKind.Message)]
    // The final dot.
    [TestCase("Final", "451 4.3.0 later", typeof(SendResult.Deferred), null)]
    [TestCase("Final", "421 4.3.2 shutting down", typeof(SendResult.Deferred), null)]
    [TestCase("Final", "550 5.1.1 nobody", typeof(SendResult.Refused), RefusalKind.Address)]
    [TestCase("Final", "554 5.6.0 malformed", typeof(SendResult.Refused), RefusalKind.Message)]
    [TestCase("Final", "554 5.7.1 policy", typeof(SendResult.Refused), RefusalKind.Policy)]
    [TestCase("Final", "550 5.7.60 may not send as this sender", typeof(SendResult.MailboxRefused), null)]
    [TestCase("Final", "252 perhaps", typeof(SendResult.Accepted), null)]
    [TestCase("Final", "354 what", typeof(SendResult.Unknown), null)]
    [TestCase("Final", "gibberish", typeof(SendResult.Unknown), null)]
    public async Task A_reply_decides_by_its_class(string at, string reply, Type expected, RefusalKind? kind)
    {
        using var server = new ScriptedSmtp
        {
            Greeting = at == "Greeting" ? reply : "220 ready",
            Auth = at == "Auth" ? reply : "235 2.7.0 welcome",
            Sender = at == "Sender" ? reply : "250 2.1.0 ok",
            Recipient = at == "Recipient" ? reply : "250 2.1.5 ok",
            Data = at == "Data" ? reply : "354 go on",
            Final = at == "Final" ? reply : "250 2.0.0 ok",
            Extensions = ["PIPELINING", "AUTH PLAIN"],
        };
        var (result, mayHaveBeenSent) = await Mail.SendAsync(Mail.To(server.Port) with { User = "anna", Password = "secret" }, Mail.Message);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result, Is.InstanceOf(expected), result.ToString());
            Assert.That((result as SendResult.Refused)?.Kind, Is.EqualTo(kind));
            Assert.That(mayHaveBeenSent, Is.EqualTo(at == "Final"));
        }
    }

    [TestCase("Greeting", "421 4.3.2 too busy", true)]
    [TestCase("Greeting", "554 no service", true)]
    [TestCase("Auth", "454 4.7.0 later", true)]
    [TestCase("Auth", "535 5.7.8 wrong password", true)]
    [TestCase("Sender", "421 4.7.0 too many", true)]
    [TestCase("Sender", "452 4.3.1 the disk is full", true)]
    [TestCase("Sender", "535 5.7.139 basic authentication is off", true)]
    [TestCase("Sender", "550 5.7.13 the account is locked", true)]
    [TestCase("Sender", "451 4.1.8 the sender's domain cannot be looked up", false)]
    [TestCase("Sender", "550 5.7.1 not your address", false)]
    [TestCase("Recipient", "450 4.2.1 greylisted", false)]
    [TestCase("Recipient", "421 4.4.2 this recipient's host is slow", false)]
    [TestCase("Final", "451 4.7.1 not now", false)]
    [TestCase("Final", "550 5.7.60 may not send as this sender", false)]
    public async Task What_the_server_says_before_the_recipient_is_the_accounts_where_it_is_not_the_senders(string at, string reply, bool isAccountWide)
    {
        using var server = new ScriptedSmtp
        {
            Greeting = at == "Greeting" ? reply : "220 ready",
            Auth = at == "Auth" ? reply : "235 2.7.0 welcome",
            Sender = at == "Sender" ? reply : "250 2.1.0 ok",
            Recipient = at == "Recipient" ? reply : "250 2.1.5 ok",
            Final = at == "Final" ? reply : "250 2.0.0 ok",
            Extensions = ["AUTH PLAIN"],
        };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port) with { User = "anna", Password = "secret" }, Mail.Message);
        Assert.That(
            result switch
            {
                SendResult.Deferred deferred => deferred.IsAccountWide,
                SendResult.MailboxRefused refused => refused.IsAccountWide,
                _ => (bool?)null,
            },
            Is.EqualTo(isAccountWide),
            result.ToString()
        );
    }

    [TestCase(Cut.AtOnce, true)]
    [TestCase(Cut.AfterRecipient, false)]
    [TestCase(Cut.InsidePayload, false)]
    public async Task A_connection_that_never_came_to_stand_is_the_accounts_and_one_that_broke_the_messages(Cut cut, bool isAccountWide)
    {
        using var server = new ScriptedSmtp { Cut = cut };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port), Large);
        Assert.That((result as SendResult.Deferred)?.IsAccountWide, Is.EqualTo(isAccountWide));
    }

    [Test]
    public async Task A_handshake_that_fails_is_the_accounts_and_says_what_it_failed_by()
    {
        using var certificate = SelfSigned();
        using var server = new ScriptedSmtp { Certificate = certificate };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port) with { Security = SecureSocketOptions.SslOnConnect }, Mail.Message);
        var deferred = (result as SendResult.Deferred)!;
        Assert.That(deferred.IsAccountWide, result.ToString());
        Assert.That(deferred.Reply, Does.StartWith("The TLS handshake failed: The remote certificate"));
        Assert.That(server.Commands, Is.Empty);
    }

    [Test]
    public async Task An_attempt_whose_lease_is_over_says_nothing_of_the_message([Values] bool onlyAtTheDot)
    {
        using var server = new ScriptedSmtp();
        var asked = 0;
        var attempt = new SendAttempt(isHeld: () => onlyAtTheDot && asked++ == 0);
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var result = await new EmailTransport(Mail.To(server.Port), connections).SendAsync(Mail.Message, attempt, default);
        Assert.That(result, Is.InstanceOf<SendResult.Deferred>());
        Assert.That(attempt.MayHaveBeenSent, Is.False);
        Assert.That(server.Messages, Is.Empty);
        Assert.That(server.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)), Is.EqualTo(onlyAtTheDot ? 1 : 0));
    }

    [Test]
    public async Task Without_the_asked_for_encryption_nothing_is_said()
    {
        using var server = new ScriptedSmtp();
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port) with { Security = SecureSocketOptions.StartTls }, Mail.Message);
        Assert.That(result, Is.InstanceOf<SendResult.MailboxRefused>());
        Assert.That(server.Commands, Has.None.StartWith("MAIL"));
    }

    [Test]
    public async Task The_point_of_no_return_comes_with_the_whole_message_out_and_the_dot_not([Values] bool withHtml, [Values] bool withTls)
    {
        using var certificate = withTls ? SelfSigned() : null;
        using var server = new ScriptedSmtp { Certificate = certificate };
        var message = Mail.Message with { Text = string.Concat(Enumerable.Repeat(new string('x', 70) + "\n", 1500)) };
        string? seen = null;
        using var mail = OutgoingMail.Compose(
            message with
            {
                Html = withHtml ? "<p>HTML</p>" : null,
            },
            () =>
            {
                var last = withHtml ? "--\r\n" : new string('x', 70) + "\r\n";
                SpinWait.SpinUntil(
                    () => server.Raw.Length > message.Text.Length && server.Raw.EndsWith(last, StringComparison.Ordinal),
                    TimeSpan.FromSeconds(5)
                );
                Thread.Sleep(50);
                seen = server.Raw;
            }
        );
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate?.Thumbprint;
        await client.ConnectAsync("127.0.0.1", server.Port, withTls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.None);
        client.Capabilities &= ~SmtpCapabilities.Chunking;
        await client.SendAsync(mail);
        Assert.That(seen, Has.Length.EqualTo(server.Raw.Length - ".\r\n".Length), "All but the final dot must have arrived.");
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
