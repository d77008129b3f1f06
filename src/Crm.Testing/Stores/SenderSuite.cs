using System.Collections.Concurrent;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves what the sender relies on: leased claims, the gate, and what becomes of messages whose sender died.</summary>
[Proves(typeof(IMessageClaims))]
public abstract class SenderSuite : StoreSuite
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [SetUp]
    public Task StartEmptyAsync() => Database.ClearAsync();

    [Test]
    public async Task Claims_queued_messages_under_a_lease_and_a_new_fence()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var message = Sample.Message(mailbox);
        await StoreAsync(
            mailbox,
            message,
            Sample.Message(mailbox) with
            {
                NextAttemptAt = Sample.Now.AddMicroseconds(1),
            },
            Sample.Message(mailbox) with
            {
                State = MessageState.Draft,
            },
            Sample.Message(mailbox) with
            {
                State = MessageState.Sent,
            }
        );

        var claimed = await ClaimAsync(Minute);
        AssertSame([message with { Fence = 1, Revision = 2, LeaseUntil = claimed.Single().LeaseUntil }], claimed);
        Assert.That(claimed.Single().LeaseUntil, Is.Not.Null);
        Assert.That(await ClaimAsync(Minute), Is.Empty);
    }

    [Test]
    public async Task Claims_again_when_the_lease_ended()
    {
        await QueueAsync();
        Assert.That((await ClaimAsync(TimeSpan.Zero)).Single().Fence, Is.EqualTo(1));
        Assert.That((await ClaimAsync(Minute)).Single().Fence, Is.EqualTo(2));
    }

    [Test]
    public async Task Claims_a_few_of_each_mailbox()
    {
        var (large, small) = (Sample.Mailbox(Sample.TenantId()), Sample.Mailbox(Sample.TenantId()));
        await StoreAsync([large, small, .. Enumerable.Range(0, 500).Select(_ => Sample.Message(large) with { NextAttemptAt = Sample.Now.AddHours(-1) })]);
        await StoreAsync(Enumerable.Range(0, 3).Select(_ => Sample.Message(small)));

        var claimed = await ClaimAsync(Minute);
        Assert.That(claimed.Count(message => message.Mailbox == small.Id), Is.EqualTo(3));
        Assert.That(claimed.Count(message => message.Mailbox == large.Id), Is.InRange(1, 20));
    }

    [Test]
    public async Task Lets_eight_senders_claim_without_overlap()
    {
        var mailboxes = Enumerable.Range(0, 5).Select(_ => Sample.Mailbox(Sample.TenantId())).ToList();
        await StoreAsync([.. mailboxes, .. Enumerable.Range(0, 300).Select(number => Sample.Message(mailboxes[number % 5]))]);
        var claimed = new ConcurrentBag<MessageId>();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (var idle = 0; idle < 3; )
                        {
                            var batch = await ClaimAsync(Minute, 10);
                            idle = batch.Count == 0 ? idle + 1 : 0;
                            foreach (var message in batch)
                            {
                                claimed.Add(message.Id);
                                await ReleaseAsync(message, Sample.Now.AddHours(1));
                            }
                        }
                    })
                )
        );
        Assert.That(claimed, Has.Count.EqualTo(300));
        Assert.That(claimed.Distinct().Count(), Is.EqualTo(300));
    }

    [Test]
    public async Task Passes_a_message_by_a_person_through_the_gate()
    {
        await QueueAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        var passed = await PassAsync(claimed) as GateAnswer.Passed;
        Assert.That(passed, Is.Not.Null);
        AssertSame(claimed with { State = MessageState.Sending, SpokenAt = Sample.Now, Revision = 3, LeaseUntil = passed!.Message.LeaseUntil }, passed.Message);
        Assert.That(await PassAsync(claimed), Is.InstanceOf<GateAnswer.TooLate>(), "it passes once");
    }

    [Test]
    public async Task Passes_a_message_whose_enrollment_waits_for_it()
    {
        var (enrollment, _) = await QueueForEnrollmentAsync();
        Assert.That(await PassAsync((await ClaimAsync(Minute)).Single()), Is.InstanceOf<GateAnswer.Passed>());
        Assert.That(enrollment.State, Is.EqualTo(EnrollmentState.Waiting));
    }

    [Test]
    public async Task Stops_at_the_gate_whose_claim_is_too_old()
    {
        await QueueAsync();
        var stale = (await ClaimAsync(TimeSpan.Zero)).Single();
        Assert.That(await PassAsync(stale), Is.InstanceOf<GateAnswer.TooLate>(), "the lease ended");
        var current = (await ClaimAsync(Minute)).Single();
        Assert.That(await PassAsync(stale), Is.InstanceOf<GateAnswer.TooLate>(), "another has it");
        Assert.That(await PassAsync(current), Is.InstanceOf<GateAnswer.Passed>());
        Assert.That(await PassAsync(current with { Id = new MessageId(Sample.Id()) }), Is.InstanceOf<GateAnswer.TooLate>(), "there is none");
    }

    [Test]
    public async Task Stops_at_the_gate_what_was_cancelled_or_put_off_meanwhile()
    {
        await QueueAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        await ReplaceAsync(claimed with { NextAttemptAt = Sample.Now.AddHours(1), Revision = 3 });
        Assert.That(await PassAsync(claimed), Is.InstanceOf<GateAnswer.TooLate>());
        await ReplaceAsync(claimed with { State = MessageState.Cancelled, Revision = 4 });
        Assert.That(await PassAsync(claimed), Is.InstanceOf<GateAnswer.TooLate>());
    }

    [Test]
    public async Task Stops_a_suppressed_address_at_the_gate()
    {
        var (_, message) = await QueueForEnrollmentAsync();
        await StoreAsync(
            Sample.Suppression(Sample.TenantId(), message.AddressHash),
            Sample.Suppression(message.Tenant, message.AddressHash) with
            {
                Channel = "letter",
            },
            Sample.Suppression(message.Tenant, message.AddressHash) with
            {
                Topic = "news",
            }
        );
        var claimed = (await ClaimAsync(Minute)).Single();
        await StoreAsync(Sample.Suppression(message.Tenant, message.AddressHash));
        await AssertStoppedAsync(claimed, GateStop.Suppressed);
    }

    [Test]
    public async Task Lets_a_person_write_to_who_opted_out_but_never_to_who_bounced()
    {
        var first = await QueueAsync();
        await StoreAsync(Sample.Suppression(first.Tenant, first.AddressHash));
        Assert.That(await PassAsync((await ClaimAsync(Minute)).Single()), Is.InstanceOf<GateAnswer.Passed>());

        var second = await QueueAsync();
        await StoreAsync(Sample.Suppression(second.Tenant, second.AddressHash) with { Reason = SuppressionReason.Bounced });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), GateStop.Suppressed);
    }

    [TestCase(EnrollmentState.Finished, GateStop.EnrollmentNotLive)]
    [TestCase(EnrollmentState.Failed, GateStop.EnrollmentNotLive)]
    [TestCase(EnrollmentState.Active, GateStop.EnrollmentNotLive)]
    [TestCase(EnrollmentState.Blocked, GateStop.EnrollmentNotLive)]
    [TestCase(EnrollmentState.Paused, GateStop.Paused)]
    public async Task Stops_at_the_gate_whose_enrollment_does_not_wait(EnrollmentState state, GateStop why)
    {
        var (enrollment, _) = await QueueForEnrollmentAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        await ReplaceAsync(enrollment with { State = state, Revision = 2 });
        await AssertStoppedAsync(claimed, why);
    }

    [Test]
    public async Task Stops_at_the_gate_whose_step_was_left()
    {
        var (enrollment, message) = await QueueForEnrollmentAsync(isStored: false);
        var execution = Sample.Execution(enrollment) with { State = StepExecutionState.Skipped };
        await StoreAsync(execution, message with { Execution = execution.Id });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), GateStop.EnrollmentNotLive);
    }

    [Test]
    public async Task Stops_at_the_gate_whose_sequence_is_paused()
    {
        var (_, message) = await QueueForEnrollmentAsync();
        var sequence = (await ReadAsync(message.Tenant, work => work.Sequences.ListAsync(default))).Single().Sequence;
        var claimed = (await ClaimAsync(Minute)).Single();
        await ReplaceAsync(sequence with { State = SequenceState.Paused, Revision = 2 });
        await AssertStoppedAsync(claimed, GateStop.Paused);
    }

    [TestCase(EnrollmentState.Paused)]
    [TestCase(EnrollmentState.Blocked)]
    public async Task Claims_no_message_whose_enrollment_is_held_and_at_once_when_it_is_not(EnrollmentState state)
    {
        var (enrollment, message) = await QueueForEnrollmentAsync();
        await ReplaceAsync(enrollment with { State = state, Revision = 2 });
        Assert.That(await ClaimAsync(Minute), Is.Empty);
        await ReplaceAsync(enrollment with { Revision = 3 });
        Assert.That((await ClaimAsync(Minute)).Single().Id, Is.EqualTo(message.Id));
    }

    [Test]
    public async Task Claims_no_message_of_a_paused_sequence_and_at_once_when_it_is_resumed()
    {
        var (_, message) = await QueueForEnrollmentAsync();
        var sequence = (await ReadAsync(message.Tenant, work => work.Sequences.ListAsync(default))).Single().Sequence;
        await ReplaceAsync(sequence with { State = SequenceState.Paused, Revision = 2 });
        Assert.That(await ClaimAsync(Minute), Is.Empty);
        await ReplaceAsync(sequence with { Revision = 3 });
        Assert.That((await ClaimAsync(Minute)).Single().Id, Is.EqualTo(message.Id));
    }

    [Test]
    public async Task Claims_from_a_mailbox_that_may_not_send_only_what_an_enrollment_waits_for()
    {
        var (_, message) = await QueueForEnrollmentAsync();
        var mailbox = (await ReadAsync(message.Tenant, work => work.Messages.GetMailboxesAsync(default))).Single();
        await StoreAsync(Sample.Message(mailbox));
        await ReplaceAsync(mailbox with { IsActive = false, Reason = "refused", Revision = 2 });
        Assert.That((await ClaimAsync(Minute)).Select(claimed => claimed.Id), Is.EqualTo(new[] { message.Id }), "the gate blocks its enrollment");
    }

    [Test]
    public async Task Leaves_a_mailbox_to_whoever_holds_a_message_of_it()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        await StoreAsync([mailbox, .. Enumerable.Range(0, 30).Select(_ => Sample.Message(mailbox))]);
        var claimed = await ClaimAsync(Minute);
        Assert.That(claimed, Has.Count.EqualTo(20));
        Assert.That(await ClaimAsync(Minute), Is.Empty, "a queued one is held");

        foreach (var message in claimed.Skip(1))
            await ReleaseAsync(message, null);
        await PassAsync(claimed[0]);
        Assert.That(await ClaimAsync(Minute), Is.Empty, "one is being sent");

        var sending = (await ReadAsync(mailbox.Tenant, work => work.Messages.GetAsync([claimed[0].Id], default))).Single();
        await ReplaceAsync(sending with { State = MessageState.Sent, LeaseUntil = null, Revision = sending.Revision + 1 });
        Assert.That(await ClaimAsync(Minute), Has.Count.EqualTo(20));
    }

    [Test]
    public async Task Gives_a_mailbox_to_one_of_eight_senders_that_ask_at_once()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        await StoreAsync([mailbox, .. Enumerable.Range(0, 200).Select(_ => Sample.Message(mailbox))]);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(Minute))));
        Assert.That(claims.Count(claim => claim.Count > 0), Is.EqualTo(1));
    }

    [Test]
    public async Task Leaves_out_mailboxes_that_the_sender_names()
    {
        var (resting, other) = (Sample.Mailbox(Sample.TenantId()), Sample.Mailbox(Sample.TenantId()));
        await StoreAsync(resting, other, Sample.Message(resting), Sample.Message(other));
        var claim = new MessageClaim(100, Minute) { Except = [resting.Id] };
        Assert.That((await WorkAsync(work => work.MessageClaims.ClaimAsync(Sample.Now, claim, default))).Single().Mailbox, Is.EqualTo(other.Id));
    }

    [Test]
    public async Task Claims_of_no_more_mailboxes_than_it_is_asked_to()
    {
        var mailboxes = Enumerable.Range(0, 4).Select(_ => Sample.Mailbox(Sample.TenantId())).ToList();
        await StoreAsync([.. mailboxes, .. mailboxes.Select((mailbox, hours) => Sample.Message(mailbox) with { NextAttemptAt = Sample.Now.AddHours(-hours) })]);
        var claim = new MessageClaim(100, Minute) { Mailboxes = 2 };
        var claimed = await WorkAsync(work => work.MessageClaims.ClaimAsync(Sample.Now, claim, default));
        Assert.That(claimed.Select(message => message.Mailbox), Is.EqualTo(new[] { mailboxes[3].Id, mailboxes[2].Id }), "the longest waiting first");
    }

    [Test]
    public async Task Counts_refusals_of_one_reason_since_the_last_message_that_was_accepted()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        Message Spoken(int minute, MessageState state, string? reason = null) =>
            Sample.Message(mailbox) with
            {
                State = state,
                Reason = reason,
                NextAttemptAt = null,
                SpokenAt = Sample.Now.AddMinutes(minute),
            };
        var (early, sent, other) = (Spoken(1, MessageState.Failed, "policy"), Spoken(2, MessageState.Sent), Spoken(3, MessageState.Failed, "content"));
        var (first, second) = (Spoken(4, MessageState.Failed, "policy"), Spoken(5, MessageState.Failed, "policy"));
        await StoreAsync(mailbox, early, sent, other, first, second);
        var refused = await ReadAsync(mailbox.Tenant, work => work.Messages.GetRefusedInARowAsync(mailbox.Id, "policy", 10, default));
        Assert.That(refused, Is.EqualTo(new RefusedMessage[] { new(second.Id, second.AddressHash), new(first.Id, first.AddressHash) }));
        Assert.That(await ReadAsync(mailbox.Tenant, work => work.Messages.GetRefusedInARowAsync(mailbox.Id, "policy", 1, default)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Stops_at_the_gate_whose_mailbox_may_not_send()
    {
        var message = await QueueAsync();
        var mailbox = (await ReadAsync(message.Tenant, work => work.Messages.GetMailboxesAsync(default))).Single();
        var claimed = (await ClaimAsync(Minute)).Single();
        await ReplaceAsync(mailbox with { IsActive = false, Reason = "refused", Revision = 2 });
        await AssertStoppedAsync(claimed, GateStop.MailboxInactive);
    }

    [Test]
    public async Task Stops_at_the_gate_whose_record_is_deleted()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var contact = Sample.Contact(mailbox.Tenant);
        await StoreAsync(mailbox, contact, Sample.Message(mailbox, record: contact.Id));
        await ReplaceAsync(contact with { DeletedAt = Sample.Now, Revision = 2 });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), GateStop.RecordGone);
    }

    [Test]
    public async Task Locks_a_message_for_whoever_holds_its_fence_until_it_is_settled()
    {
        await QueueAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        await PassAsync(claimed);
        var locked = await WorkAsync(work => work.MessageClaims.LockAsync(claimed.Id, claimed.Fence, default));
        Assert.That(locked?.State, Is.EqualTo(MessageState.Sending));
        Assert.That(await WorkAsync(work => work.MessageClaims.LockAsync(claimed.Id, claimed.Fence + 1, default)), Is.Null);

        await ReplaceAsync(locked! with { State = MessageState.Unknown, Revision = locked.Revision + 1 });
        var unknown = await WorkAsync(work => work.MessageClaims.LockAsync(claimed.Id, claimed.Fence, default));
        Assert.That(unknown?.State, Is.EqualTo(MessageState.Unknown), "a late acknowledgement settles it");
        await ReplaceAsync(unknown! with { State = MessageState.Sent, Revision = unknown.Revision + 1 });
        Assert.That(await WorkAsync(work => work.MessageClaims.LockAsync(claimed.Id, claimed.Fence, default)), Is.Null);
        var settled = await WorkAsync(work => work.MessageClaims.LockAsync(claimed.Id, fence: null, default));
        Assert.That(settled?.State, Is.EqualTo(MessageState.Sent), "for what a server says late");
    }

    [Test]
    public async Task Finds_messages_whose_sender_died_and_gives_them_to_nobody_else()
    {
        await QueueAsync();
        await QueueAsync();
        var claimed = await ClaimAsync(Minute);
        await WorkAsync(work => work.MessageClaims.PassGateAsync(claimed[0].Id, claimed[0].Fence, TimeSpan.Zero, Sample.Now, default));
        await PassAsync(claimed[1]);

        var lost = await WorkAsync(work => work.MessageClaims.ClaimLostAsync(10, default));
        Assert.That(lost.Select(message => message.Id), Is.EqualTo(new[] { claimed[0].Id }));
        Assert.That(await ClaimAsync(Minute), Is.Empty, "nobody resends blindly");
    }

    [Test]
    public async Task Renews_the_lease_of_a_message_that_is_being_sent_and_of_no_other()
    {
        await QueueAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        Assert.That(await RenewAsync(claimed.Fence), Is.False, "it is still queued");
        await WorkAsync(work => work.MessageClaims.PassGateAsync(claimed.Id, claimed.Fence, TimeSpan.Zero, Sample.Now, default));
        Assert.That(await RenewAsync(claimed.Fence + 1), Is.False, "another fence");
        Assert.That(await RenewAsync(claimed.Fence), Is.True);
        Assert.That(await WorkAsync(work => work.MessageClaims.ClaimLostAsync(10, default)), Is.Empty);

        Task<bool> RenewAsync(long fence) => WorkAsync(work => work.MessageClaims.RenewLeaseAsync(claimed.Id, fence, Minute, default));
    }

    [Test]
    public async Task Gives_back_what_was_claimed_and_not_what_another_has()
    {
        var stored = await QueueAsync();
        var claimed = (await ClaimAsync(Minute)).Single();
        await ReleaseAsync(claimed.Fence + 1, null);
        Assert.That(await ClaimAsync(Minute), Is.Empty, "another fence");

        await ReleaseAsync(claimed.Fence, null);
        var again = (await ClaimAsync(Minute)).Single();
        Assert.That((again.Fence, again.NextAttemptAt), Is.EqualTo((claimed.Fence + 1, stored.NextAttemptAt)));

        await ReleaseAsync(again.Fence, Sample.Now.AddMinutes(5));
        Assert.That(await ClaimAsync(Minute), Is.Empty, "not before its moment");
        var held = (await ReadAsync(stored.Tenant, work => work.Messages.GetAsync([stored.Id], default))).Single();
        AssertSame(again with { LeaseUntil = null, NextAttemptAt = Sample.Now.AddMinutes(5), Revision = again.Revision + 1 }, held);

        Task<bool> ReleaseAsync(long fence, DateTimeOffset? until) =>
            WorkAsync(async work =>
            {
                await work.MessageClaims.ReleaseAsync([(claimed.Id, fence)], until, default);
                return true;
            });
    }

    private async Task<Message> QueueAsync()
    {
        var mailbox = Sample.Mailbox(Sample.TenantId());
        var message = Sample.Message(mailbox);
        await StoreAsync(mailbox, message);
        return message;
    }

    private async Task<(Enrollment Enrollment, Message Message)> QueueForEnrollmentAsync(bool isStored = true)
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var mailbox = Sample.Mailbox(sequence.Tenant);
        var enrollment = Sample.Enrollment(sequence) with { State = EnrollmentState.Waiting, DueAt = null };
        var execution = Sample.Execution(enrollment);
        var message = Sample.Message(mailbox, enrollment) with { Execution = execution.Id };
        await StoreAsync(isStored ? [sequence, mailbox, enrollment, execution, message] : [sequence, mailbox, enrollment]);
        return (enrollment, message);
    }

    private Task<IReadOnlyList<Message>> ClaimAsync(TimeSpan lease, int max = 100) =>
        WorkAsync(work => work.MessageClaims.ClaimAsync(Sample.Now, new MessageClaim(max, lease), default));

    private Task<bool> ReleaseAsync(Message message, DateTimeOffset? until) =>
        WorkAsync(async work =>
        {
            await work.MessageClaims.ReleaseAsync([(message.Id, message.Fence)], until, default);
            return true;
        });

    private Task<GateAnswer> PassAsync(Message message) =>
        WorkAsync(work => work.MessageClaims.PassGateAsync(message.Id, message.Fence, Minute, Sample.Now, default));

    private async Task AssertStoppedAsync(Message message, GateStop why)
    {
        Assert.That(await PassAsync(message), Is.EqualTo(new GateAnswer.Stopped(why)));
        Assert.That((await ReadAsync(message.Tenant, work => work.Messages.GetAsync([message.Id], default))).Single().State, Is.EqualTo(MessageState.Queued));
    }
}
