using Crm.Messages;
using Crm.Plugins.Mail;
using Crm.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Tests.Plugins.Mail;

/// <summary>What travels, and over which connection.</summary>
internal sealed class SmtpContentTests
{
    [Test]
    public async Task Identifier_thread_headers_and_both_bodies_travel()
    {
        using var server = new ScriptedSmtp();
        var message = Mail.Message with
        {
            Html = "<p>Hello</p>",
            InReplyTo = "parent@x.test",
            References = ["first@x.test", "parent@x.test"],
            Headers = [new("List-Unsubscribe", "<https://x.test/u/1>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")],
        };
        await Mail.SendAsync(Mail.To(server.Port), message);
        var mail = await MimeKit.MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(server.Messages.Single())));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mail.MessageId, Is.EqualTo(message.WireId));
            Assert.That(mail.InReplyTo, Is.EqualTo("parent@x.test"));
            Assert.That(mail.References, Is.EqualTo(message.References));
            Assert.That(mail.Date, Is.EqualTo(message.Date));
            Assert.That(mail.Subject, Is.EqualTo("Grüße"));
            Assert.That(mail.From.ToString(), Is.EqualTo("\"Anna Müller\" <anna@sender.test>"));
            Assert.That(mail.TextBody?.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo(Mail.Message.Text));
            Assert.That(mail.HtmlBody?.TrimEnd(), Is.EqualTo("<p>Hello</p>"));
            Assert.That(mail.Headers["List-Unsubscribe"], Is.EqualTo("<https://x.test/u/1>"));
            Assert.That(mail.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        }
    }

    [TestCase("Hello\r\n.\r\nMAIL FROM:<eve@evil.test>")]
    [TestCase("Hello\n.\nMAIL FROM:<eve@evil.test>")]
    [TestCase("Hello\r.\rMAIL FROM:<eve@evil.test>")]
    [TestCase("Hello\n.\r\nMAIL FROM:<eve@evil.test>")]
    public async Task A_dot_in_the_text_ends_nothing(string text)
    {
        using var server = new ScriptedSmtp();
        await Mail.SendAsync(Mail.To(server.Port), Mail.Message with { Text = text });
        Assert.That(server.Messages.Single(), Does.EndWith("Hello\r\n.\r\nMAIL FROM:<eve@evil.test>\r\n"));
        Assert.That(server.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("Message-ID")]
    [TestCase("bcc")]
    [TestCase("From")]
    [TestCase("Content-Type")]
    [TestCase("Resent-To")]
    [TestCase("X Y")]
    [TestCase("X:Y")]
    public async Task The_engines_headers_cannot_be_set(string name)
    {
        using var server = new ScriptedSmtp();
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message with { Headers = [new(name, "x")] });
        Assert.That((result as SendResult.Refused)?.Kind, Is.EqualTo(RefusalKind.Message));
        Assert.That(server.Connections, Is.Zero);
    }

    [Test]
    public async Task An_address_beyond_ascii_needs_a_server_that_takes_it([Values] bool isTaken)
    {
        using var server = new ScriptedSmtp { Extensions = isTaken ? ["8BITMIME", "SMTPUTF8"] : ["8BITMIME"] };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message with { To = "jürgen@recipient.test" });
        Assert.That(result, isTaken ? Is.InstanceOf<SendResult.Accepted>() : Is.InstanceOf<SendResult.Refused>());
    }

    [TestCase("lena@größe.example", "lena@xn--gre-6ka8i.example")]
    [TestCase("lena@xn--gre-6ka8i.example", "lena@xn--gre-6ka8i.example")]
    public async Task An_international_domain_goes_over_the_wire_in_ascii_however_it_is_written(string address, string wire)
    {
        using var server = new ScriptedSmtp { Extensions = ["8BITMIME"] };
        var (result, _) = await Mail.SendAsync(Mail.To(server.Port), Mail.Message with { To = address, From = address, WireId = $"1@{wire.Split('@')[1]}" });
        Assert.That(result, Is.InstanceOf<SendResult.Accepted>(), result.ToString());
        Assert.That(server.Commands, Has.Some.StartsWith($"MAIL FROM:<{wire}>").And.Some.EqualTo($"RCPT TO:<{wire}>"));
        Assert.That(server.Messages.Single(), Does.Contain($"<{wire}>").And.Not.Contain("größe"));
    }

    [Test]
    public async Task The_final_dot_does_not_wait_for_an_acknowledgement_of_what_went_before()
    {
        using var server = new ScriptedSmtp();
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        for (var index = 0; index < 40; index++)
            await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None);
        var median = server.DotDelays.Order().ElementAt(20);
        TestContext.Out.WriteLine($"median {median.TotalMilliseconds} ms");
        Assert.That(median, Is.LessThan(TimeSpan.FromMilliseconds(20)), "delayed by 40 where the two wait for each other");
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task No_more_connections_stand_at_the_same_time_than_the_account_takes(int connectionsAllowed)
    {
        using var server = new ScriptedSmtp();
        var options = Mail.To(server.Port) with { Connections = connectionsAllowed };
        using var connections = new SmtpConnections(options, TimeProvider.System);
        var transport = new EmailTransport(options, connections);
        Assert.That(transport.AccountOf("anna@sender.test"), Is.EqualTo(transport.AccountOf("bert@sender.test")));
        Assert.That(transport.AccountOf("anna@sender.test").MaxConcurrentMessages, Is.EqualTo(connectionsAllowed));
        await using var crm = await CrmHarness.StartAsync();
        crm.Transport.Account = transport.AccountOf("anna@sender.test");
        crm.Transport.Does(transport.SendAsync);
        await QueueAsync(crm, mailboxes: 10, messages: 3);

        await crm.SendAllAsync();

        Assert.That(server.Messages, Has.Count.EqualTo(30));
        Assert.That(server.MostAtOnce, Is.InRange(1, connectionsAllowed));
    }

    [Test]
    public async Task Consecutive_messages_share_a_connection_until_it_is_old_or_used_up()
    {
        using var server = new ScriptedSmtp();
        var time = new FakeTimeProvider();
        using var connections = new SmtpConnections(Mail.To(server.Port), time);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        async Task SendAsync(int count)
        {
            for (var index = 0; index < count; index++)
                Assert.That(await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None), Is.InstanceOf<SendResult.Accepted>());
        }

        await SendAsync(50);
        Assert.That(server.Connections, Is.EqualTo(1));
        await SendAsync(1);
        Assert.That(server.Connections, Is.EqualTo(2), "used up after 50");
        time.Advance(TimeSpan.FromSeconds(30));
        await SendAsync(1);
        Assert.That(server.Connections, Is.EqualTo(3), "too old");
    }

    [Test]
    public async Task A_connection_that_the_server_cut_costs_the_next_message_nothing()
    {
        using var server = new ScriptedSmtp { Cut = Cut.AfterFinalReply };
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        for (var index = 0; index < 3; index++)
            Assert.That(await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None), Is.InstanceOf<SendResult.Accepted>());
        Assert.That(server.Connections, Is.EqualTo(3));
    }

    [TestCase("MAIL", "421 4.4.2 idle for too long", true)]
    [TestCase("MAIL", "421 closing", false)]
    [TestCase("RCPT", "421 4.3.2 this worker restarts", false)]
    [TestCase("DATA", "421 4.7.0 enough of this connection", false)]
    public async Task A_kept_connection_that_the_server_closes_in_words_is_opened_anew_once_and_the_account_is_not_down(
        string command,
        string reply,
        bool isPipelined
    )
    {
        using var server = new ScriptedSmtp { Later = (command, reply), Extensions = isPipelined ? ["PIPELINING"] : ["8BITMIME"] };
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        for (var index = 0; index < 3; index++)
            Assert.That(await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None), Is.InstanceOf<SendResult.Accepted>());
        Assert.That((server.Connections, server.Messages.Count), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task A_server_that_says_on_the_new_connection_too_that_it_closes_is_the_accounts_matter()
    {
        var server = new ScriptedSmtp();
        var options = Mail.To(server.Port);
        using var connections = new SmtpConnections(options, TimeProvider.System);
        var transport = new EmailTransport(options, connections);
        await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None);
        server.Dispose();
        using var closing = new ScriptedSmtp(options.Port) { Sender = "421 4.3.2 down for the night", Extensions = [] };
        var result = await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None);
        Assert.That((result as SendResult.Deferred)?.IsAccountWide, Is.True, result.ToString());
        Assert.That((closing.Connections, closing.Messages.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_server_that_is_gone_when_a_kept_connection_was_cut_is_the_accounts_matter()
    {
        var server = new ScriptedSmtp { Cut = Cut.AfterFinalReply };
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None);
        server.Dispose();
        var result = await transport.SendAsync(Mail.Message, new SendAttempt(), CancellationToken.None);
        Assert.That((result as SendResult.Deferred)?.IsAccountWide, Is.True, result.ToString());
    }

    [Test]
    public async Task Many_at_once_each_have_a_connection_and_none_is_lost()
    {
        using var server = new ScriptedSmtp();
        using var connections = new SmtpConnections(Mail.To(server.Port), TimeProvider.System);
        var transport = new EmailTransport(Mail.To(server.Port), connections);
        var messages = Enumerable.Range(0, 40).Select(index => Mail.Message with { WireId = $"{index}@sender.test" }).ToList();
        await Parallel.ForEachAsync(messages, async (message, token) => await transport.SendAsync(message, new SendAttempt(), token));
        Assert.That(messages.All(message => server.Messages.Count(one => one.Contains($"<{message.WireId}>", StringComparison.Ordinal)) == 1));
    }

    private static async Task QueueAsync(CrmHarness crm, int mailboxes, int messages)
    {
        var contact = Crm.Testing.Builders.Sample.Contact(crm.Tenant.Id);
        await crm.Tenant.StoreAsync(contact);
        for (var number = 0; number < mailboxes; number++)
        {
            var mailbox = await crm.UseCase<AddMailbox>().ExecuteAsync(crm.Tenant.Administrator, new AddMailboxInput($"box{number}@sender.test"), default);
            for (var message = 0; message < messages; message++)
            {
                var input = new SendEmailInput(contact.Ref, "Lunch?", "On Friday.") { To = "bob@recipient.test", Mailbox = mailbox.Id };
                await crm.UseCase<SendEmail>().ExecuteAsync(crm.Tenant.Administrator, input, default);
            }
        }
    }
}
