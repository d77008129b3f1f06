using Crm.Ledger;
using CsCheck;

namespace Crm.Messages;

internal sealed class MessageLifecycleTests
{
    private static readonly MessageState[] Final = [MessageState.Replied, MessageState.Failed, MessageState.Cancelled];

    /// <summary>The one thing that changes a final state: a server's word that it took the message after all.</summary>
    private static bool IsLateWord(MessageState state, MessageTrigger trigger) => state != MessageState.Replied && trigger == MessageTrigger.Acknowledge;

    [Test]
    public void A_message_goes_from_draft_to_reply()
    {
        MessageTrigger[] way =
        [
            MessageTrigger.Edit,
            MessageTrigger.Approve,
            MessageTrigger.Queue,
            MessageTrigger.PassGate,
            MessageTrigger.Acknowledge,
            MessageTrigger.Deliver,
            MessageTrigger.Reply,
        ];
        Assert.That(way.Aggregate(MessageState.Draft, MessageLifecycle.Table.Next), Is.EqualTo(MessageState.Replied));
    }

    [Test]
    public void An_edit_after_approval_voids_the_approval() =>
        Assert.That(MessageLifecycle.Table.Next(MessageState.Approved, MessageTrigger.Edit), Is.EqualTo(MessageState.Draft));

    [Test]
    public void What_is_being_sent_cannot_be_taken_back()
    {
        Assert.Multiple(() =>
        {
            Assert.That(MessageLifecycle.Table.Allows(MessageState.Sending, MessageTrigger.Cancel), Is.False);
            Assert.That(MessageLifecycle.Table.Allows(MessageState.Sending, MessageTrigger.Edit), Is.False);
            Assert.That(MessageLifecycle.Table.Allows(MessageState.Sending, MessageTrigger.Unqueue), Is.False);
        });
    }

    [Test]
    public void A_late_acknowledgement_settles_an_unknown_message() =>
        Assert.That(MessageLifecycle.Table.Next(MessageState.Unknown, MessageTrigger.Acknowledge), Is.EqualTo(MessageState.Sent));

    [Test]
    public void Nobody_reclaims_an_unknown_message_but_by_an_explicit_resend() =>
        Assert.That(
            MessageLifecycle
                .Table.Allowed(MessageState.Unknown)
                .Where(trigger => MessageLifecycle.Table.Next(MessageState.Unknown, trigger) is MessageState.Queued),
            Is.EqualTo([MessageTrigger.Resend])
        );

    [Test]
    public void Sending_is_entered_only_through_the_gate()
    {
        foreach (var state in Enum.GetValues<MessageState>())
        foreach (var trigger in MessageLifecycle.Table.Allowed(state).Where(trigger => MessageLifecycle.Table.Next(state, trigger) == MessageState.Sending))
            Assert.That((state, trigger), Is.EqualTo((MessageState.Queued, MessageTrigger.PassGate)));
    }

    [Test]
    public void A_final_state_stays_but_for_the_servers_late_word() =>
        Gen.Enum<MessageTrigger>()
            .Array[0, 60]
            .Sample(triggers =>
            {
                var state = MessageState.Draft;
                foreach (var trigger in triggers)
                {
                    var after = MessageLifecycle.Table.Allows(state, trigger) ? MessageLifecycle.Table.Next(state, trigger) : state;
                    if (Final.Contains(state))
                        Assert.That(after, Is.EqualTo(IsLateWord(state, trigger) ? MessageState.Sent : state));
                    state = after;
                }
            });

    [Test]
    public void A_refused_trigger_names_what_is_allowed() =>
        Assert.That(
            () => MessageLifecycle.Table.Next(MessageState.Sent, MessageTrigger.Cancel),
            Throws.TypeOf<CrmException>().With.Message.EqualTo("The message is Sent, which does not allow Cancel; allowed are Deliver, Bounce, Reply.")
        );

    [Test]
    public void The_diagram_in_the_documentation_is_the_generated_one() =>
        CommittedDiagram.AssertIs(
            "message",
            "A message's states",
            "src/Crm/Ledger/MessageLifecycle.cs",
            MessageLifecycle.Table.Mermaid,
            MessageEventTypes.Markdown
        );
}
