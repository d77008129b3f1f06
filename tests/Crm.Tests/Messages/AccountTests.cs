using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing.Builders;
using Crm.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Messages;

/// <summary>What a server refuses of the account stops the account, and costs its messages nothing; what it refuses of one message is that message's.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class AccountTests(string kind)
{
    private static readonly SendResult Away = new SendResult.Deferred("No connection to the server: refused") { IsAccountWide = true };

    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await PostOffice.OpenAsync(kind);
        office.Transport.Account = new SendingAccount("one for all");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await office.VerifyAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task A_weekend_without_the_server_costs_no_message_and_all_go_out_within_a_minute_of_its_return()
    {
        var id = await office.QueueAsync();
        for (var number = 1; number <= 30; number++)
            await office.QueueFromAsync($"box{number % 3}@acme.example", $"customer{number}@customer.example");
        office.Transport.Answers(Away);

        for (var friday = office.Clock.GetUtcNow(); office.Clock.GetUtcNow() < friday.AddHours(63); office.Clock.Advance(TimeSpan.FromMinutes(45)))
            await office.SendAsync();

        var waiting = await MessagesAsync();
        Assert.That(waiting.Select(message => (message.State, message.Attempts)), Is.All.EqualTo((MessageState.Queued, 0)));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));
        var tried = office.Transport.Handed.Count;

        office.Transport.Accepts();
        office.Clock.Advance(TimeSpan.FromSeconds(60));
        await office.Crm.SendAllAsync();

        Assert.That((await MessagesAsync()).Select(message => message.State), Is.All.EqualTo(MessageState.Sent));
        var sent = office.Transport.Handed.Skip(tried).Select(mail => mail.WireId).ToList();
        Assert.That(sent, Is.Unique.And.Count.EqualTo(31), "nothing twice, nothing lost");
    }

    [Test]
    public async Task An_account_that_is_down_is_probed_every_thirty_seconds_by_one_message_whichever_mailbox_waits()
    {
        foreach (var address in new[] { "a@acme.example", "b@acme.example", "c@acme.example" })
            await office.QueueFromAsync(address);
        office.Transport.Answers(Away);
        await office.SendAsync();
        var first = office.Transport.Handed.Count;
        Assert.That(first, Is.InRange(1, 3), "those that spoke already when it was found out");

        for (var second = 0; second < 300; second += 5)
        {
            office.Clock.Advance(TimeSpan.FromSeconds(5));
            await office.SendAsync();
        }

        Assert.That(office.Transport.Handed.Count - first, Is.EqualTo(10));
    }

    [Test]
    public async Task Another_account_goes_on()
    {
        var parts = new FakeTransport("letter");
        await using var other = await PostOffice.OpenAsync(kind, parts);
        other.Transport.Account = null;
        await other.QueueFromAsync("down@acme.example");
        await other.QueueFromAsync("up@acme.example");
        other.Transport.Does(
            (message, attempt, _) =>
            {
                if (message.From == "down@acme.example")
                    return Task.FromResult(Away);
                attempt.PointOfNoReturn();
                return Task.FromResult<SendResult>(new SendResult.Accepted("250"));
            }
        );

        Assert.That((await other.SendAsync()).Sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_password_stops_all_mailboxes_of_the_account_and_resuming_one_resumes_them_all()
    {
        var id = await office.QueueAsync();
        var (second, _) = await office.QueueFromAsync("second@acme.example");
        office.Transport.Answers(new SendResult.MailboxRefused("535 5.7.8 wrong password") { IsAccountWide = true });
        await office.SendAsync();

        foreach (var mailbox in await MailboxesAsync())
            Assert.That((mailbox.IsActive, mailbox.Reason, mailbox.Cause), Is.EqualTo((false, "535 5.7.8 wrong password", "account:one for all")));
        Assert.That((await office.EnrollmentAsync(id)).Cause, Is.EqualTo($"mailbox:{office.Tenant.Mailbox}"));
        var tried = office.Transport.Handed.Count;
        office.Clock.Advance(TimeSpan.FromHours(40));
        await office.SendAsync();
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(tried), "nobody tries a password that was refused");

        office.Transport.Accepts();
        await office.UseCase<ResumeMailbox>().ExecuteAsync(office.Administrator, new ResumeMailboxInput(second), default);
        await office.Crm.SendAllAsync();

        Assert.That((await MailboxesAsync()).Select(mailbox => (mailbox.IsActive, mailbox.Cause)), Is.All.EqualTo((true, (string?)null)));
        Assert.That((await MessagesAsync()).Select(message => (message.State, message.Attempts)), Is.All.EqualTo((MessageState.Sent, 1)));
        Assert.That((await office.EnrollmentAsync(id)).StepKey, Is.EqualTo("again"));
    }

    [Test]
    public async Task A_mailbox_that_a_person_stopped_stays_stopped_when_the_account_is_resumed()
    {
        var (byHand, _) = await office.QueueFromAsync("byhand@acme.example");
        await office.UseCase<StopMailbox>().ExecuteAsync(office.Administrator, new StopMailboxInput(byHand, "She is away."), default);
        await office.QueueAsync();
        office.Transport.Answers(new SendResult.MailboxRefused("535") { IsAccountWide = true });
        await office.SendAsync();

        await office.UseCase<ResumeMailbox>().ExecuteAsync(office.Administrator, new ResumeMailboxInput(office.Tenant.Mailbox), default);

        Assert.That((await MailboxesAsync()).Single(mailbox => mailbox.Id == byHand).Reason, Is.EqualTo("She is away."));
    }

    [Test]
    public async Task A_refusal_by_policy_is_one_messages_and_five_recipients_in_a_row_stop_the_mailbox()
    {
        var id = await office.QueueAsync();
        office.Transport.Answers(Refusal(1));
        await office.SendAsync();
        var failed = await office.MessageAsync(id);
        Assert.That((failed.State, failed.ServerReply), Is.EqualTo((MessageState.Failed, "554 5.7.1 refusal 1")));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));

        for (var number = 2; number <= 5; number++)
        {
            Assert.That((await office.MailboxAsync()).IsActive, $"after {number - 1}");
            await SendToAsync($"recipient{number}@customer.example", Refusal(number));
        }

        var mailbox = await office.MailboxAsync();
        Assert.That((mailbox.IsActive, mailbox.Cause), Is.EqualTo((false, (string?)null)));
        Assert.That(mailbox.Reason, Does.Contain("5 messages in a row").And.Contain("554 5.7.1 refusal 5"));
    }

    [Test]
    public async Task One_recipient_who_refuses_all_and_a_message_that_is_taken_stop_no_mailbox()
    {
        for (var number = 1; number <= 7; number++)
            await SendToAsync("same@customer.example", Refusal(number));
        Assert.That((await office.MailboxAsync()).IsActive, "one recipient");

        for (var number = 1; number <= 9; number++)
        {
            await SendToAsync($"recipient{number}@customer.example", number % 4 == 0 ? new SendResult.Accepted("250") : Refusal(number));
            office.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.That((await office.MailboxAsync()).IsActive, "not in a row");
    }

    [Test]
    public async Task What_the_transport_itself_refuses_is_not_told_as_the_servers_word()
    {
        var id = await office.QueueAsync();
        office.Transport.Answers(new SendResult.Refused(RefusalKind.Message, "The subject has a line break.") { IsLocal = true });
        await office.SendAsync();
        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.ServerReply), Is.EqualTo((MessageState.Failed, (string?)null)));
        Assert.That(message.Reason, Is.EqualTo("It was rejected before it was sent: The subject has a line break."));
    }

    [Test]
    public async Task What_the_transport_itself_refuses_says_nothing_of_an_account_that_is_down_and_the_next_message_is_tried_at_once()
    {
        using var log = new LogSink();
        var sender = office.Crm.StartAnother(same => same with { Compose = crm => crm.Services.AddLogging(logging => logging.AddProvider(log)) });
        var (_, first) = await office.QueueFromAsync("anna@acme.example");
        office.Transport.Answers(Away);
        await sender.SendBatchAsync();
        await office.UseCase<CancelMessage>().ExecuteAsync(office.Administrator, new CancelMessageInput(first), default);
        for (var number = 0; number < 4; number++)
            await office.QueueFromAsync("anna@acme.example", $"refused{number}@customer.example");
        office.Transport.Answers(new SendResult.Refused(RefusalKind.Message, "The subject has a line break.") { IsLocal = true });

        office.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await sender.SendBatchAsync()).Failed, Is.EqualTo(4), "none of them used the probe up");
        Assert.That(log.Of(LogLevel.Information), Has.None.Contains("sends through"), "no server was asked whether the account works");

        office.Transport.Accepts();
        await office.QueueFromAsync("bert@acme.example");
        Assert.That((await sender.SendBatchAsync()).Sent, Is.EqualTo(1));
        Assert.That(log.Of(LogLevel.Information), Has.One.Contains("sends through one for all again"));
    }

    [Test]
    public async Task A_transport_is_handed_addresses_in_the_form_of_the_wire_and_an_identifier_in_ascii()
    {
        await office.QueueFromAsync("anna@größe.example", "lena@straße.example");
        await office.SendAsync();
        var mail = office.Transport.Handed.Single();
        Assert.That((mail.From, mail.To), Is.EqualTo(("anna@xn--gre-6ka8i.example", "lena@xn--strae-oqa.example")));
        Assert.That(mail.WireId, Does.EndWith("@xn--gre-6ka8i.example"));
    }

    private static SendResult.Refused Refusal(int number) => new(RefusalKind.Policy, $"554 5.7.1 refusal {number}");

    private async Task SendToAsync(string to, SendResult result)
    {
        var input = new SendEmailInput((await office.ContactAsync()).Ref, "Lunch?", "On Friday.") { To = to, Mailbox = office.Tenant.Mailbox };
        await office.UseCase<SendEmail>().ExecuteAsync(office.Administrator, input, default);
        office.Transport.Answers(result);
        await office.SendAsync();
    }

    private Task<IReadOnlyList<Mailbox>> MailboxesAsync() => office.ReadAsync(unit => unit.Messages.GetMailboxesAsync(default));

    private async Task<IReadOnlyList<Message>> MessagesAsync() =>
        (await office.ReadAsync(unit => unit.Messages.ListAsync(new Stores.MessageFilter(), new Stores.PageRequest(200), default))).Rows;
}
