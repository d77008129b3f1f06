using Crm.Kernel;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Messages;

/// <summary>A message whose fate nobody knows: seen by people, sent again by nobody blindly, settled by whoever knows.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UnknownMessageTests(string kind)
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
    public async Task No_answer_makes_it_unknown_and_blocks_the_enrollment_until_a_person_answers()
    {
        office.Transport.Answers(new SendResult.Unknown("No reply to the final dot"));
        var id = await office.QueueAsync();

        Assert.That((await office.SendAsync()).Unknown, Is.EqualTo(1));

        await AssertUnknownAsync(id);
        office.Clock.Advance(TimeSpan.FromDays(10));
        await office.SendAsync();
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(1), "nobody resends blindly");
    }

    [Test]
    public async Task A_sender_that_died_while_it_spoke_leaves_it_unknown()
    {
        var id = await office.QueueAsync();
        await office.LoseAsync(id);

        var counts = await office.SendAsync();

        Assert.That((counts.Unknown, counts.Claimed), Is.EqualTo((1, 0)));
        await AssertUnknownAsync(id);
        Assert.That(office.Transport.Handed, Is.Empty);
    }

    [TestCase(UnknownPolicy.AssumeSent, MessageState.Sent, EnrollmentState.Active)]
    [TestCase(UnknownPolicy.GiveUp, MessageState.Failed, EnrollmentState.Failed)]
    [TestCase(UnknownPolicy.Resend, MessageState.Queued, EnrollmentState.Waiting)]
    public async Task The_policy_of_the_mailbox_answers_instead_of_a_person(UnknownPolicy policy, MessageState message, EnrollmentState enrollment)
    {
        await office.SetPolicyAsync(policy);
        var id = await office.QueueAsync();
        var lost = (await office.LoseAsync(id)).Message;

        office.SettleLost();

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(message));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(enrollment));
        Assert.That(await office.EmailsAsync(lost.Record), Has.Count.EqualTo(policy == UnknownPolicy.AssumeSent ? 1 : 0));
        if (policy == UnknownPolicy.Resend)
        {
            Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));
            Assert.That(office.Transport.Handed.Single().WireId, Is.EqualTo(lost.WireId), "under the same Message-ID");
        }
    }

    [Test]
    public async Task A_lost_message_whose_policy_cannot_be_carried_out_is_asked_about_and_mail_goes_on()
    {
        await office.SetPolicyAsync(UnknownPolicy.AssumeSent);
        var id = await office.QueueAsync();
        await office.LoseAsync(id);
        var other = await office.StartAsync(PostOffice.TwoMails.Replace("welcome", "other", StringComparison.Ordinal));
        await office.RunAsync();
        // Taking it as sent plans the next step, for which this host must read a version that it cannot read.
        var version = (await office.EnrollmentAsync(id)).Version;
        var stored = (await office.ReadAsync(unit => unit.Sequences.GetVersionsAsync([version], default))).Single();
        await office.ReplaceAsync(stored with { Definition = "{}" });

        var counts = await office.Crm.StartAnother().SendBatchAsync();

        Assert.That((counts.Unknown, counts.Sent), Is.EqualTo((1, 1)));
        await AssertUnknownAsync(id);
        Assert.That((await office.MessageAsync(other)).State, Is.EqualTo(MessageState.Sent));
    }

    [TestCase(UnknownPolicy.Ask)]
    [TestCase(UnknownPolicy.Resend)]
    public async Task A_late_acknowledgement_settles_it(UnknownPolicy policy)
    {
        await office.SetPolicyAsync(policy);
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        office.SettleLost();

        await lost.AnswerAsync(new SendResult.Accepted("250 Accepted, at last"));

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.ServerReply, message.Reason), Is.EqualTo((MessageState.Sent, "250 Accepted, at last", (string?)null)));
        Assert.That((await office.EnrollmentAsync(id)).StepKey, Is.EqualTo("again"));
        Assert.That(await office.EmailsAsync(lost.Message.Record), Has.Count.EqualTo(1));
        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
    }

    [Test]
    public async Task A_late_refusal_for_now_lets_it_be_sent_again()
    {
        var (id, lost) = await LostAsync();

        await lost.AnswerAsync(new SendResult.Deferred("451 4.3.0"));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));
        office.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_late_refusal_for_good_settles_it()
    {
        var (id, lost) = await LostAsync();

        await lost.AnswerAsync(new SendResult.Refused(RefusalKind.Message, "554 5.6.0"));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Failed));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));
    }

    [TestCaseSource(nameof(OtherFates))]
    public async Task A_fate_under_an_older_fence_changes_nothing_unless_the_server_took_the_message(SendResult fate)
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        var before = await office.MessageAsync(id);
        before = before with { Fence = before.Fence + 1, Revision = before.Revision + 1 };
        await office.ReplaceAsync(before);

        await lost.AnswerAsync(fate);

        Assert.That((await office.MessageAsync(id)).Revision, Is.EqualTo(before.Revision));
        Assert.That(await office.EmailsAsync(lost.Message.Record), Is.Empty);
    }

    private static IEnumerable<SendResult> OtherFates =>
        [
            new SendResult.Unknown("No reply"),
            new SendResult.Deferred("451"),
            new SendResult.Refused(RefusalKind.Message, "554"),
            new SendResult.MailboxRefused("535"),
        ];

    [Test]
    [CancelAfter(60_000)]
    public async Task A_fate_is_recorded_once_though_the_sender_does_not_hear_of_its_commit(CancellationToken late)
    {
        var (commits, isLost) = (0, false);
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id, Seen);
        isLost = true;

        await office.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(10), lost.AnswerAsync(new SendResult.Accepted("250")), late);

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That(await office.EmailsAsync(lost.Message.Record), Has.Count.EqualTo(1));
        Assert.That(commits, Is.EqualTo(1), "what is recorded is not written again");

        void Seen(StoreCall call)
        {
            if (isLost && call == new StoreCall(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.CommitAsync), IsDone: true) && ++commits == 1)
                throw new CommitUnknownException(new IOException("The line is cut."));
        }
    }

    [Test]
    public async Task A_late_refusal_of_what_a_person_called_sent_changes_nothing()
    {
        var (id, lost) = await LostAsync();
        await office.UseCase<ResolveUnknownMessage>().ExecuteAsync(office.Rep, new ResolveUnknownMessageInput(lost.Message.Id, UnknownAnswer.WasSent), default);

        await lost.AnswerAsync(new SendResult.Refused(RefusalKind.Message, "554"));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That(await office.EmailsAsync(lost.Message.Record), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_fate_that_comes_after_the_enrollment_was_finished_is_written_and_moves_nothing()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        var enrollment = await office.EnrollmentAsync(id);
        await office.UseCase<FinishEnrollment>().ExecuteAsync(office.Administrator, new EnrollmentInput(id) { Why = "He called." }, default);

        await lost.AnswerAsync(new SendResult.Accepted("250"));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Manual));
        Assert.That(await office.EmailsAsync(enrollment.Record), Has.Count.EqualTo(1));
    }

    [TestCase(UnknownAnswer.WasSent, MessageState.Sent, EnrollmentState.Active)]
    [TestCase(UnknownAnswer.Resend, MessageState.Queued, EnrollmentState.Waiting)]
    [TestCase(UnknownAnswer.GiveUp, MessageState.Failed, EnrollmentState.Failed)]
    public async Task A_person_answers(UnknownAnswer answer, MessageState state, EnrollmentState enrollment)
    {
        var (id, lost) = await LostAsync();

        var settled = await office.UseCase<ResolveUnknownMessage>().ExecuteAsync(office.Rep, new ResolveUnknownMessageInput(lost.Message.Id, answer), default);

        Assert.That(settled.State, Is.EqualTo(state));
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(state));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(enrollment));
        if (answer == UnknownAnswer.Resend)
            Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1));
    }

    [Test]
    public async Task A_person_cannot_settle_what_is_settled()
    {
        var (_, lost) = await LostAsync();
        await lost.AnswerAsync(new SendResult.Accepted("250"));

        var exception = Assert.CatchAsync<CrmException>(() =>
            office.UseCase<ResolveUnknownMessage>().ExecuteAsync(office.Rep, new ResolveUnknownMessageInput(lost.Message.Id, UnknownAnswer.Resend), default)
        )!;

        Assert.That(exception.Error, Is.InstanceOf<CrmError.Refused>().With.Property(nameof(CrmError.Refused.Code)).EqualTo("trigger-not-allowed"));
    }

    private async Task<(EnrollmentId Id, LostMessage Lost)> LostAsync()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        await office.SendAsync();
        await AssertUnknownAsync(id);
        return (id, lost);
    }

    private async Task AssertUnknownAsync(EnrollmentId id)
    {
        var message = await office.MessageAsync(id);
        var enrollment = await office.EnrollmentAsync(id);
        Assert.That(message.State, Is.EqualTo(MessageState.Unknown));
        Assert.That((enrollment.State, enrollment.Cause), Is.EqualTo((EnrollmentState.Blocked, $"message:{message.Id}")));
        Assert.That(enrollment.Reason, Does.Contain("Delivery unknown"));
    }
}
