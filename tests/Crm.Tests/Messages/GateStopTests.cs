using Crm.Kernel;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Messages;

/// <summary>What becomes of a message that stops at the gate: nothing is sent that should not be, nothing is lost that only has to wait.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class GateStopTests(string kind)
{
    private PostOffice office = null!;
    private Func<StopDecision> rule = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        rule = () => new StopDecision.Continue();
        office = await PostOffice.OpenAsync(kind, new Rule(() => rule()));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        Assert.That(office.Transport.Handed.Where(mail => mail.Subject.StartsWith("Hello", StringComparison.Ordinal)), Is.Empty, "nothing was sent");
        await office.VerifyAsync();
        await office.DisposeAsync();
    }

    [TestCase(SuppressionReason.OptedOut, FinishReason.OptedOut)]
    [TestCase(SuppressionReason.Manual, FinishReason.OptedOut)]
    [TestCase(SuppressionReason.Complained, FinishReason.OptedOut)]
    [TestCase(SuppressionReason.Bounced, FinishReason.Bounced)]
    public async Task A_suppressed_address_cancels_the_message_and_finishes_the_enrollment(SuppressionReason why, FinishReason finish)
    {
        var id = await office.QueueAsync();
        var message = await office.MessageAsync(id);
        await office.StoreAsync(Sample.Suppression(message.Tenant, message.AddressHash) with { Reason = why });

        Assert.That((await office.SendAsync()).Cancelled, Is.EqualTo(1));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(finish));
    }

    [Test]
    public async Task A_stop_rule_that_finishes_meanwhile_cancels_the_message_and_finishes_the_enrollment()
    {
        var id = await office.QueueAsync();
        rule = () => new StopDecision.Finish(FinishReason.StageRule, "The deal is won.");

        Assert.That((await office.SendAsync()).Cancelled, Is.EqualTo(1));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        var finished = await office.EnrollmentAsync(id);
        Assert.That((finished.Finish, finished.Reason, finished.Cause), Is.EqualTo((FinishReason.StageRule, "The deal is won.", "test.rule")));
        var execution = await office.ExecutionAsync(id);
        Assert.That((execution.State, execution.Message), Is.EqualTo((StepExecutionState.Cancelled, (await office.MessageAsync(id)).Id)));
    }

    [Test]
    public async Task A_stop_rule_that_pauses_meanwhile_holds_the_message_until_its_date()
    {
        var id = await office.QueueAsync();
        var until = Sample.Now.AddDays(2);
        rule = () => new StopDecision.Pause(until, "Away.");

        Assert.That((await office.SendAsync()).Held, Is.EqualTo(1));

        var paused = await office.EnrollmentAsync(id);
        Assert.That((paused.State, paused.DueAt), Is.EqualTo((EnrollmentState.Paused, until)));
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
        rule = () => new StopDecision.Continue();
        await office.RunAtAsync(until);
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting), "it waits for the same message");
        Assert.That(await office.MessagesAsync(id), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_stop_rule_that_fails_holds_the_message()
    {
        var id = await office.QueueAsync();
        var before = await office.EnrollmentAsync(id);
        rule = () => throw new InvalidOperationException("secret of a customer");

        Assert.That((await office.SendAsync()).Held, Is.EqualTo(1));

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
        Assert.That(await office.EnrollmentAsync(id), Is.EqualTo(before));
    }

    [Test]
    public async Task A_deleted_record_cancels_the_message_and_finishes_the_enrollment()
    {
        var contact = await office.ContactAsync();
        var id = await office.QueueAsync(contact);
        await ReplaceAsync(contact with { DeletedAt = Sample.Now, Revision = contact.Revision + 1 });

        await office.SendAsync();

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.RecordDeleted));
    }

    [Test]
    public async Task An_enrollment_that_went_on_cancels_the_message_and_its_execution()
    {
        var id = await office.QueueAsync();
        var enrollment = await office.EnrollmentAsync(id);
        await ReplaceAsync(
            enrollment with
            {
                State = EnrollmentState.Finished,
                StepKey = null,
                Finish = FinishReason.Manual,
                Revision = enrollment.Revision + 1,
            }
        );

        await office.SendAsync();

        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await office.ExecutionAsync(id)).State, Is.EqualTo(StepExecutionState.Cancelled));
        Assert.That((await office.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Manual));
    }

    [TestCase(EnrollmentState.Paused)]
    [TestCase(EnrollmentState.Blocked)]
    public async Task An_enrollment_that_waits_for_a_person_keeps_its_message_queued_and_no_sender_looks_at_it(EnrollmentState state)
    {
        var id = await office.QueueAsync();
        var enrollment = await office.EnrollmentAsync(id);
        await ReplaceAsync(enrollment with { State = state, Reason = "A person looks.", Cause = "test", Revision = enrollment.Revision + 1 });

        Assert.That((await office.SendAsync()).Claimed, Is.Zero);

        var message = await office.MessageAsync(id);
        Assert.That((message.State, message.LeaseUntil), Is.EqualTo((MessageState.Queued, (DateTimeOffset?)null)));
        Assert.That(message.NextAttemptAt, Is.EqualTo(Sample.Now), "it is due when the enrollment goes on");
        Assert.That((await office.EnrollmentAsync(id)).State, Is.EqualTo(state));
    }

    [Test]
    public async Task A_paused_sequence_keeps_its_messages_queued()
    {
        var id = await office.QueueAsync();
        var sequence = (await office.ReadAsync(unit => unit.Sequences.ListAsync(default))).Single().Sequence;
        await ReplaceAsync(sequence with { State = SequenceState.Paused, Revision = sequence.Revision + 1 });

        Assert.That((await office.SendAsync()).Claimed, Is.Zero);
        Assert.That((await office.MessageAsync(id)).State, Is.EqualTo(MessageState.Queued));
    }

    [TestCase("crm.mail.replied")]
    [TestCase("crm.essentials.holiday")]
    [TestCase("crmnote.quiet")]
    public async Task A_rule_is_asked_at_the_gate_whatever_its_key_begins_with(string key)
    {
        await using var other = await PostOffice.OpenAsync(kind, new Rule(() => rule(), key));
        var id = await other.QueueAsync();
        rule = () => new StopDecision.Finish(FinishReason.Replied, "They wrote back.");

        await other.SendAsync();

        Assert.That((await other.MessageAsync(id)).State, Is.EqualTo(MessageState.Cancelled));
        Assert.That(other.Transport.Handed, Is.Empty);
    }

    [Test]
    public async Task A_claim_that_is_too_old_is_left_to_whoever_has_it()
    {
        var id = await office.QueueAsync();
        var before = await office.MessageAsync(id);
        var isClaimed = false;
        var sender = office.Crm.StartAnother(same => same with { OnStoreCall = Seen });

        await sender.SendBatchAsync(10);

        var after = await office.MessageAsync(id);
        Assert.That((after.State, after.Fence), Is.EqualTo((MessageState.Queued, before.Fence + 2)));

        void Seen(StoreCall call)
        {
            if (isClaimed && call == new StoreCall(nameof(ISystemStore), nameof(ISystemStore.BeginAsync), IsDone: false))
            {
                isClaimed = false;
                StealAsync(before.Id).GetAwaiter().GetResult();
            }
            isClaimed |= call == new StoreCall(nameof(IMessageClaims), nameof(IMessageClaims.ClaimAsync), IsDone: true);
        }
    }

    private async Task StealAsync(MessageId id)
    {
        var message = await office.MessageAsync(id);
        await ReplaceAsync(message with { Fence = message.Fence + 1, Revision = message.Revision + 1 });
    }

    private Task ReplaceAsync(params IRow[] rows) => office.ReplaceAsync(rows);

    private sealed class Rule(Func<StopDecision> look, string key = "test.rule") : IStopRule
    {
        public string Key => key;

        public StopDecision Evaluate(StopContext context) => look();
    }
}
