namespace Crm.Messages;

/// <summary>Where a message stands.</summary>
public enum MessageState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Approved by a person.</summary>
    Approved,

    /// <summary>Waits for a sender.</summary>
    Queued,

    /// <summary>Passed the gate; a sender speaks.</summary>
    Sending,

    /// <summary>The server took it.</summary>
    Sent,

    /// <summary>The recipient's server says it arrived.</summary>
    Delivered,

    /// <summary>It came back for good.</summary>
    Bounced,

    /// <summary>The recipient answered.</summary>
    Replied,

    /// <summary>Refused for good, or given up.</summary>
    Failed,

    /// <summary>A rule or a person stopped it before it was sent.</summary>
    Cancelled,

    /// <summary>Nobody knows whether it arrived.</summary>
    Unknown,
}
