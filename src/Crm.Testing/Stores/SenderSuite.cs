#pragma warning disable CS1591, CA1707 // A test's name is its sentence.
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
        await ReplaceAsync(enrollment with { State = state, Revision = 2 });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), why);
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
        await ReplaceAsync(sequence with { State = SequenceState.Paused, Revision = 2 });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), GateStop.Paused);
    }

    [Test]
    public async Task Stops_at_the_gate_whose_mailbox_may_not_send()
    {
        var message = await QueueAsync();
        var mailbox = (await ReadAsync(message.Tenant, work => work.Messages.GetMailboxesAsync(default))).Single();
        await ReplaceAsync(mailbox with { IsActive = false, Reason = "refused", Revision = 2 });
        await AssertStoppedAsync((await ClaimAsync(Minute)).Single(), GateStop.MailboxInactive);
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
        WorkAsync(work => work.MessageClaims.ClaimAsync(Sample.Now, max, lease, default));

    private Task<GateAnswer> PassAsync(Message message) =>
        WorkAsync(work => work.MessageClaims.PassGateAsync(message.Id, message.Fence, Minute, Sample.Now, default));

    private async Task AssertStoppedAsync(Message message, GateStop why)
    {
        Assert.That(await PassAsync(message), Is.EqualTo(new GateAnswer.Stopped(why)));
        Assert.That((await ReadAsync(message.Tenant, work => work.Messages.GetAsync([message.Id], default))).Single().State, Is.EqualTo(MessageState.Queued));
    }
}
