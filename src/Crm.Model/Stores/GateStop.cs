namespace Crm.Stores;

/// <summary>What stands in the way at the gate.</summary>
public enum GateStop
{
    /// <summary>The address is suppressed.</summary>
    Suppressed,

    /// <summary>The enrollment is finished or does not wait for this message.</summary>
    EnrollmentNotLive,

    /// <summary>The enrollment or its sequence is paused: the message goes back to the queue.</summary>
    Paused,

    /// <summary>The mailbox may not send.</summary>
    MailboxInactive,

    /// <summary>The record is deleted.</summary>
    RecordGone,

    /// <summary>The recipient of a sequence's message has another address now, or none.</summary>
    AddressChanged,
}
