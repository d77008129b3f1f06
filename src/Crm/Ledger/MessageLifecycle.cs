using Crm.Messages;
using Stateless;
using static Crm.Ledger.MessageTrigger;
using static Crm.Messages.MessageState;

namespace Crm.Ledger;

/// <summary>Decides an outbound message's transitions; it acts on nothing. Safe for all threads.</summary>
internal static class MessageLifecycle
{
    /// <summary>Which trigger each state permits, and where it leads.</summary>
    public static PermitTable<MessageState, MessageTrigger> Table { get; } = new("message", Machine());

    private static StateMachine<MessageState, MessageTrigger> Machine()
    {
        var machine = new StateMachine<MessageState, MessageTrigger>(Draft);
        machine.Configure(Draft).PermitReentry(Edit).Permit(Approve, Approved).Permit(Cancel, Cancelled);
        machine.Configure(Approved).Permit(Edit, Draft).Permit(Queue, Queued).Permit(Cancel, Cancelled);
        machine
            .Configure(Queued)
            .PermitReentry(Defer) // a limit, the window, or a sender that gave its claim back
            .Permit(Unqueue, Approved)
            .Permit(PassGate, Sending)
            .Permit(Fail, Failed)
            .Permit(Cancel, Cancelled);
        machine.Configure(Sending).Permit(Acknowledge, Sent).Permit(Defer, Queued).Permit(LoseAnswer, Unknown).Permit(Bounce, Bounced).Permit(Fail, Failed);
        machine
            .Configure(Unknown)
            .Permit(Acknowledge, Sent)
            .Permit(Deliver, Delivered)
            .Permit(Bounce, Bounced)
            .Permit(Reply, Replied)
            .Permit(Resend, Queued)
            .Permit(Fail, Failed);
        machine.Configure(Sent).Permit(Deliver, Delivered).Permit(Bounce, Bounced).Permit(Reply, Replied);
        machine.Configure(Delivered).Permit(Bounce, Bounced).Permit(Reply, Replied);
        machine.Configure(Bounced).Permit(Resend, Queued); // once, after a soft bounce
        machine.Configure(Replied);
        machine.Configure(Failed).Permit(Acknowledge, Sent); // given up, and the server took it after all
        machine.Configure(Cancelled).Permit(Acknowledge, Sent); // to be sent again, taken back, and the first attempt had arrived
        return machine;
    }
}
