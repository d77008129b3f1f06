namespace Crm.Messages;

/// <summary>Where an outbound message stands. Stored by name.</summary>
public enum MessageState
{
    /// <summary>A person may still edit it.</summary>
    Draft,

    /// <summary>Approved as it is, bound to the text's hash; not yet queued, or taken back from the queue.</summary>
    Approved,

    /// <summary>To be sent when a sender claims it and the gate lets it pass.</summary>
    Queued,

    /// <summary>The gate let it pass: a sender may be speaking to the server.</summary>
    Sending,

    /// <summary>The server accepted it.</summary>
    Sent,

    /// <summary>The recipient's server reported delivery.</summary>
    Delivered,

    /// <summary>It came back, or the server does not know the address.</summary>
    Bounced,

    /// <summary>The recipient answered. Final.</summary>
    Replied,

    /// <summary>It was not sent and will not be. Final; trying again is a new message.</summary>
    Failed,

    /// <summary>Taken back before it was sent. Final.</summary>
    Cancelled,

    /// <summary>Nobody knows whether the server accepted it; nobody resends it blindly.</summary>
    Unknown,
}

/// <summary>What can happen to an outbound message.</summary>
public enum MessageTrigger
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
