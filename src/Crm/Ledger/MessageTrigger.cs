namespace Crm.Ledger;

/// <summary>What can happen to an outbound message.</summary>
internal enum MessageTrigger
{
    /// <summary>The text changes; an approval is void.</summary>
    Edit,

    /// <summary>A person approves the text.</summary>
    Approve,

    /// <summary>A sender may take it.</summary>
    Queue,

    /// <summary>Back from the queue, as when a sequence is paused.</summary>
    Unqueue,

    /// <summary>The gate wrote that a sender speaks.</summary>
    PassGate,

    /// <summary>The server accepted it; also a late acknowledgement.</summary>
    Acknowledge,

    /// <summary>A refusal for now, or a connection that broke before the final dot: tried again later.</summary>
    Defer,

    /// <summary>No answer after the final dot, or a lease that ended while sending.</summary>
    LoseAnswer,

    /// <summary>The recipient's server reported delivery.</summary>
    Deliver,

    /// <summary>A bounce arrived, or the server does not know the address.</summary>
    Bounce,

    /// <summary>An answer arrived.</summary>
    Reply,

    /// <summary>A person or the mailbox's policy sends an unknown message again, or a soft bounce is retried; the Message-ID stays.</summary>
    Resend,

    /// <summary>Refused for good, out of time, or given up.</summary>
    Fail,

    /// <summary>Rejected, stopped by a rule, or taken back.</summary>
    Cancel,
}
