using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>Where an outbound message stands. Stored by name.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
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
