using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Messages;

/// <summary>What each answer of a server does to ledger, timeline, enrollment, suppression and mailbox, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MessageSenderTests(string kind)
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
    public async Task An_accepted_message_is_sent_and_stands_in_the_timeline_and_the_enrollment_advances()
    {
        var id = await office.QueueAsync();

        var counts = await office.SendAsync();

        var message = await office.MessageAsync(id);
        var enrollment = await office.EnrollmentAsync(id);
        var entry = (await office.EmailsAsync(message.Record)).Single();
        var activity = (await office.ActivitiesAsync(entry.Id)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                counts,
                Is.EqualTo(
                    new SenderCounts
                    {
                        Claimed = 1,
                        Sent = 1,
                        Transactions = 3,
                    }
                ),
                "at most three short transactions"
            );
            Assert.That((message.State, message.SentAt, message.ServerReply), Is.EqualTo((MessageState.Sent, (DateTimeOffset?)Sample.Now, "250 OK")));
            Assert.That((message.Attempts, message.LeaseUntil, message.NextAttemptAt), Is.EqualTo((1, (DateTimeOffset?)null, (DateTimeOffset?)null)));
            Assert.That(
                (activity.TypeKey, activity.Direction, activity.Execution),
                Is.EqualTo(("crm.email", (ActivityDirection?)ActivityDirection.Outbound, message.Execution))
            );
            Assert.That(activity.Details, Does.Contain(message.WireId).And.Contain(message.ToAddress).And.Contain(message.FromAddress));
            Assert.That((entry.Subject, entry.Snippet), Is.EqualTo(("Hello Carla", "Dear Carla, shall we talk?")));
            Assert.That(
                (enrollment.State, enrollment.StepKey, enrollment.DueAt),
                Is.EqualTo((EnrollmentState.Active, "again", (DateTimeOffset?)Sample.Now.AddDays(2)))
            );
        });
        Assert.That((await office.ExecutionAsync(id)).State, Is.EqualTo(StepExecutionState.Done));
        Assert.That(office.Transport.Handed.Single().WireId, Is.EqualTo(message.WireId));
    }

    [Test]
    public async Task The_last_mail_finishes_the_enrollment_and_goes_into_the_thread()
    {
        var id = await office.QueueAsync();
        await office.SendAsync();
        await office.RunAtAsync(Sample.Now.AddDays(2));

        await office.SendAsync();

        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
        var mails = office.Transport.Handed;
        Assert.That(mails[1].InReplyTo, Is.EqualTo(mails[0].WireId));
        Assert.That(mails[1].References, Is.EqualTo(new[] { mails[0].WireId }));
        Assert.That(await office.EmailsAsync((await office.MessageAsync(id)).Record), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_message_is_handed_over_once_though_many_senders_run()
    {
        var contacts = new List<EnrollmentId> { await office.QueueAsync() };
        for (var count = 0; count < 9; count++)
            contacts.Add((await office.EnrollAsync("welcome", await office.ContactAsync())).Answers[0].Enrollment!.Value);
        await office.RunAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => office.Crm.SendBatchAsync(3))));
        while (!(await office.SendAsync()).IsIdle) { }

        Assert.That(office.Transport.Handed.Select(mail => mail.WireId).ToList(), Is.Unique.And.Count.EqualTo(10));
        foreach (var id in contacts)
            Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
    }

    [Test]
    public async Task An_unknown_address_bounces_is_suppressed_and_finishes_all_its_enrollments()
    {
        office.Transport.Answers(new SendResult.Refused(RefusalKind.Address, "550 5.1.1 No such mailbox"));
        var contact = await office.ContactAsync();
        var id = await office.QueueAsync(contact);
        var other = await OtherAsync(contact);

        await office.SendAsync();

        var message = await office.MessageAsync(id);
        var enrollment = await office.EnrollmentAsync(id);
        Assert.That(message.State, Is.EqualTo(MessageState.Bounced));
        Assert.That((enrollment.State, enrollment.Finish), Is.EqualTo((EnrollmentState.Finished, (FinishReason?)FinishReason.Bounced)));
        Assert.That((await office.EnrollmentAsync(other)).Finish, Is.EqualTo(FinishReason.Bounced));
        Assert.That((await office.SuppressionsAsync(message)).Single().Reason, Is.EqualTo(SuppressionReason.Bounced));
        Assert.That(await office.EmailsAsync(message.Record), Is.Empty);
        Assert.That((await office.ExecutionAsync(id)).State, Is.EqualTo(StepExecutionState.Cancelled));
    }

    [Test]
    public async Task A_bounce_replaces_an_opt_out_that_a_person_could_set_aside()
    {
        var id = await office.QueueAsync();
        var lost = await office.LoseAsync(id);
        var spoken = lost.Message;
        await office.StoreAsync(Sample.Suppression(spoken.Tenant, spoken.AddressHash));

        await lost.AnswerAsync(new SendResult.Refused(RefusalKind.Address, "550 5.1.1"));

        Assert.That((await office.SuppressionsAsync(spoken)).Single().Reason, Is.EqualTo(SuppressionReason.Bounced));
    }

    [Test]
    public async Task A_message_that_is_refused_fails_and_its_enrollment_with_it()
    {
        office.Transport.Answers(new SendResult.Refused(RefusalKind.Message, "554 5.6.0 Bad content"));
        var id = await office.QueueAsync();

        await office.SendAsync();

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.ServerReply), Is.EqualTo((MessageState.Failed, "554 5.6.0 Bad content")));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));
        Assert.That((await office.ExecutionAsync(id)).State, Is.EqualTo(StepExecutionState.Failed));
        Assert.That(await office.SuppressionsAsync(message), Is.Empty);
    }

    [Test]
    public async Task A_refusal_for_now_is_tried_again_in_growing_steps_under_the_same_id_and_fails_after_48_hours()
    {
        office.Transport.Answers(new SendResult.Deferred("451 4.3.0 Try again later"));
        var id = await office.QueueAsync();
        var delays = new List<TimeSpan>();

        while ((await office.MessageAsync(id)).State == MessageState.Queued)
        {
            await office.SendAsync();
            var message = await office.MessageAsync(id);
            if (message.NextAttemptAt is { } next)
            {
                Assert.That((await office.SendAsync()).Claimed, Is.Zero, "not before its moment");
                delays.Add(next - office.Clock.GetUtcNow());
                office.Clock.SetUtcNow(next);
            }
        }

        Assert.That(delays, Has.All.InRange(TimeSpan.FromMinutes(5), TimeSpan.FromHours(4)));
        Assert.That(delays, Has.Count.GreaterThan(10));
        Assert.That(delays.Aggregate((sum, delay) => sum + delay), Is.LessThanOrEqualTo(TimeSpan.FromHours(48)));
        Assert.That(office.Transport.Handed.Select(mail => mail.WireId).Distinct().Count(), Is.EqualTo(1));
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Failed));
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));
    }

    [Test]
    public async Task A_mailbox_that_is_refused_sends_no_more_and_its_messages_wait_untouched()
    {
        office.Transport.Answers(new SendResult.MailboxRefused("535 5.7.8 Bad credentials"));
        var id = await office.QueueAsync();
        var other = (await office.EnrollAsync("welcome", await office.ContactAsync())).Answers[0].Enrollment!.Value;
        await office.RunAsync();

        await office.SendAsync();

        var mailbox = await office.MailboxAsync();
        Assert.That((mailbox.IsActive, mailbox.Reason), Is.EqualTo((false, "535 5.7.8 Bad credentials")));
        Assert.That(office.Transport.Handed, Has.Count.EqualTo(1), "the other one stopped at the gate");
        foreach (var one in new[] { id, other })
        {
            var message = await office.MessageAsync(one);
            var enrollment = await office.EnrollmentAsync(one);
            Assert.That((message.State, message.Attempts), Is.EqualTo((MessageState.Queued, 0)));
            Assert.That((enrollment.State, enrollment.Cause), Is.EqualTo((EnrollmentState.Blocked, $"mailbox:{mailbox.Id}")));
        }

        office.Clock.Advance(TimeSpan.FromMinutes(6));
        await office.SendAsync();
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Queued), "held while the mailbox is down");

        await office.UseCase<ResumeMailbox>().ExecuteAsync(office.Administrator, new ResumeMailboxInput(mailbox.Id), default);
        office.Transport.Accepts();
        office.Clock.Advance(TimeSpan.FromMinutes(6));
        while (!(await office.SendAsync()).IsIdle) { }
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Sent));
        Assert.That((await office.MessageAsync(other)).State, Is.EqualTo(MessageState.Sent));
    }

    [TestCase(false, MessageState.Queued)]
    [TestCase(true, MessageState.Unknown)]
    public async Task An_exception_of_the_transport_counts_by_the_final_dot(bool isAfterDot, MessageState state)
    {
        office.Transport.Breaks(new IOException("carla@customer.example"), isSpoken: isAfterDot);
        var id = await office.QueueAsync();

        await office.SendAsync();

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.Attempts), Is.EqualTo((state, 1)));
        Assert.That(message.ServerReply, Does.Contain(nameof(IOException)).And.Not.Contain("@"), "no personal data");
    }

    [TestCase(false, MessageState.Queued)]
    [TestCase(true, MessageState.Unknown)]
    [CancelAfter(60_000)]
    public async Task A_transport_that_hangs_is_given_up_and_may_not_complete_the_message_later(bool isAfterDot, MessageState state, CancellationToken late)
    {
        var hanging = office.Transport.Hangs(isSpoken: isAfterDot);
        var id = await office.QueueAsync();

        var sending = office.SendAsync();
        var attempted = await hanging.Begun.WaitAsync(late);
        while (!sending.IsCompleted)
        {
            late.ThrowIfCancellationRequested();
            office.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
        await sending;

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.Attempts), Is.EqualTo((state, 1)));
        Assert.That(message.ServerReply, Does.Contain("00:15:00"));
        Assert.That(attempted.PointOfNoReturn, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Senders_that_stop_finish_what_passed_the_gate_and_give_the_rest_back()
    {
        using var stop = new CancellationTokenSource();
        var id = await office.QueueAsync();
        var other = (await office.EnrollAsync("welcome", await office.ContactAsync())).Answers[0].Enrollment!.Value;
        await office.RunAsync();
        office.Transport.Does(
            async (_, attempt, breakOff) =>
            {
                attempt.PointOfNoReturn();
                await stop.CancelAsync();
                breakOff.ThrowIfCancellationRequested();
                return new SendResult.Accepted("250 OK");
            }
        );

        await office.Crm.SendBatchAsync(100, stop.Token);

        Message[] messages = [await office.MessageAsync(id), await office.MessageAsync(other)];
        Assert.That(messages.Select(message => message.State), Is.EquivalentTo(new[] { MessageState.Sent, MessageState.Queued }));
        Assert.That(messages.Single(message => message.State == MessageState.Queued).LeaseUntil, Is.Null);
        Assert.That((await office.SendAsync()).Sent, Is.EqualTo(1), "another sender has it at once");
    }

    /// <summary>A second sequence that addresses the same person.</summary>
    private async Task<EnrollmentId> OtherAsync(Contact contact)
    {
        var sequence = Sample.Sequence(contact.Tenant);
        var version = Sample.Version(sequence);
        var enrollment = Sample.Enrollment(sequence, version.Id, contact.Id, Sample.Now.AddDays(30)) with { AddressHash = AddressHash.Of(contact.Email!) };
        await office.StoreAsync(sequence with { Published = version.Id }, version, enrollment);
        return enrollment.Id;
    }
}
