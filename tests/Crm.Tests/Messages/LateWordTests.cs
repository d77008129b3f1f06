using Crm.Kernel;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using Crm.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Messages;

/// <summary>A server that says late that it took a message is believed, whatever was answered meanwhile; and a sender that was frozen says nothing more.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class LateWordTests(string kind)
{
    private PostOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await PostOffice.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync()
    {
        await office.VerifyAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task A_message_that_was_given_up_is_sent_and_its_enrollment_goes_on([Values] bool byPolicy)
    {
        if (byPolicy)
            await office.SetPolicyAsync(UnknownPolicy.GiveUp);
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        await office.SendAsync();
        if (!byPolicy)
            await AnswerAsync(lost, UnknownAnswer.GiveUp);
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));

        await lost.AnswerAsync(new SendResult.Accepted("250 2.0.0 at last"));

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.ServerReply, message.Reason), Is.EqualTo((MessageState.Sent, "250 2.0.0 at last", (string?)null)));
        Assert.That(message.SentAt, Is.EqualTo(message.SpokenAt));
        Assert.That(await office.EmailsAsync(message.Record), Has.Count.EqualTo(1));
        var enrollment = await office.EnrollmentAsync(id);
        Assert.That((enrollment.State, enrollment.StepKey), Is.EqualTo((EnrollmentState.Active, "again")));
    }

    [Test]
    public async Task A_message_that_was_to_be_sent_again_and_was_taken_back_is_sent()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        await office.SendAsync();
        office.Transport.Answers(new SendResult.Deferred("451"));
        await AnswerAsync(lost, UnknownAnswer.Resend);
        await office.UseCase<CancelMessage>().ExecuteAsync(office.Administrator, new CancelMessageInput(lost.Message.Id), default);

        await lost.AnswerAsync(new SendResult.Accepted("250"));

        Assert.That((await office.MessageAsync(lost.Message.Id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That(await office.EmailsAsync(lost.Message.Record), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_that_waits_to_be_sent_again_is_not()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        await office.SendAsync();
        await AnswerAsync(lost, UnknownAnswer.Resend);

        await lost.AnswerAsync(new SendResult.Accepted("250"));

        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
        Assert.That((await office.MessageAsync(id)).Reason, Is.Null, "it came once");
    }

    [Test]
    public async Task A_message_that_was_sent_again_may_have_arrived_twice_and_ledger_and_log_say_so()
    {
        using var log = new LogSink();
        var id = await office.QueueAsync();
        var lost = await LoseAsync(id, log);
        await office.SendAsync();
        await AnswerAsync(lost, UnknownAnswer.Resend);
        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));

        await lost.AnswerAsync(new SendResult.Accepted("250 2.0.0 the first"));

        var message = await office.MessageAsync(lost.Message.Id);
        Assert.That((message.State, message.ServerReply), Is.EqualTo((MessageState.Sent, "250 2.0.0 the first")));
        Assert.That(message.Reason, Does.StartWith("It may have arrived twice"));
        Assert.That(log.Of(LogLevel.Warning), Has.Some.Contains($"{message.Id} may have arrived twice"));
        Assert.That(await office.EmailsAsync(message.Record), Has.Count.EqualTo(1));
        Assert.That(
            (await office.AuditAsync()).Count(entry => entry.Subject == $"message:{message.Id}" && entry.Action == "message.record"),
            Is.GreaterThan(0)
        );
    }

    [Test]
    public async Task A_message_that_is_being_sent_again_is_sent_whatever_that_comes_to()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        await office.SendAsync();
        await AnswerAsync(lost, UnknownAnswer.Resend);
        var again = office.Transport.Hangs();
        var second = office.SendAsync();
        await again.Begun;

        await lost.AnswerAsync(new SendResult.Accepted("250"));
        again.Answer(new SendResult.Unknown("silence"));
        await second;

        var message = await office.MessageAsync(lost.Message.Id);
        Assert.That((message.State, message.Reason), Is.EqualTo((MessageState.Sent, DeliveryOutcome.MayBeTwice)));
        Assert.That((await office.EnrollmentAsync(id)).StepKey, Is.EqualTo("again"));
    }

    [Test]
    public async Task A_sender_that_was_frozen_behind_the_gate_sends_nothing_when_its_message_was_sent_again_meanwhile()
    {
        var id = await office.QueueAsync();
        var (isGate, isFrozen, isDone) = (false, false, false);
        var frozen = office.Crm.StartAnother(same => same with { Transport = new FakeTransport(), OnStoreCall = Seen });

        await frozen.SendBatchAsync();

        Assert.That(frozen.Transport.Handed, Is.Empty);
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(1));
        var message = (await office.MessagesAsync(id))[0];
        Assert.That((message.State, message.Reason), Is.EqualTo((MessageState.Sent, (string?)null)));

        void Seen(StoreCall call)
        {
            isGate |= call == new StoreCall(nameof(IMessageClaims), nameof(IMessageClaims.PassGateAsync), IsDone: true);
            if (!isFrozen && isGate && call == new StoreCall(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.CommitAsync), IsDone: true))
            {
                isFrozen = true;
                office.Clock.Advance(TimeSpan.FromMinutes(5));
            }
            // Whatever it does next with the database comes after what the others have done.
            if (isFrozen && !isDone && call == new StoreCall(nameof(ISystemStore), nameof(ISystemStore.BeginAsync), IsDone: false))
            {
                isDone = true;
                SendAgainAsync(id).GetAwaiter().GetResult();
            }
        }
    }

    [Test]
    public async Task A_sender_that_was_frozen_while_it_spoke_does_not_end_the_message()
    {
        var id = await office.QueueAsync();
        var frozen = office.Crm.StartAnother(same => same with { OnStoreCall = Seen });
        office.Transport.Does(
            (_, attempt, _) =>
            {
                office.Clock.Advance(TimeSpan.FromMinutes(3));
                attempt.PointOfNoReturn();
                return Task.FromResult<SendResult>(new SendResult.Accepted("250"));
            }
        );

        await frozen.SendBatchAsync();

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.Attempts), Is.EqualTo((MessageState.Queued, 0)), "it is known not to have left");

        static void Seen(StoreCall call)
        {
            if (call == new StoreCall(nameof(IMessageClaims), nameof(IMessageClaims.RenewLeaseAsync), IsDone: false))
                throw new TransientStoreException("Frozen.", new IOException());
        }
    }

    /// <summary>Others find the lease over; a person has the message sent again.</summary>
    private async Task SendAgainAsync(EnrollmentId id)
    {
        var spoken = await office.MessageAsync(id);
        await office.ReplaceAsync(spoken with { LeaseUntil = DateTimeOffset.UnixEpoch, Revision = spoken.Revision + 1 });
        await office.SendAsync();
        await office.UseCase<ResolveUnknownMessage>().ExecuteAsync(office.Rep, new ResolveUnknownMessageInput(spoken.Id, UnknownAnswer.Resend), default);
        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));
    }

    private async Task<LostMessage> LoseAsync(EnrollmentId id, LogSink log)
    {
        var sender = office.Crm.StartAnother(same =>
            same with
            {
                Transport = new FakeTransport(),
                Compose = crm => crm.Services.AddLogging(logging => logging.AddProvider(log)),
            }
        );
        var held = sender.Transport.Hangs();
        var sending = sender.SendBatchAsync();
        await held.Begun;
        var spoken = await office.MessageAsync(id);
        await office.ReplaceAsync(spoken with { LeaseUntil = DateTimeOffset.UnixEpoch, Revision = spoken.Revision + 1 });
        return new LostMessage(spoken, held, sending);
    }

    private Task<MessageView> AnswerAsync(LostMessage lost, UnknownAnswer answer) =>
        office.UseCase<ResolveUnknownMessage>().ExecuteAsync(office.Rep, new ResolveUnknownMessageInput(lost.Message.Id, answer), default);
}
