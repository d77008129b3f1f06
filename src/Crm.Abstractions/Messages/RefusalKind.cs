using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>What a permanent refusal applies to (RFC 3463).</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RefusalKind
{
    /// <summary>The address does not exist (5.1.x) and is suppressed.</summary>
    Address,

    /// <summary>Only this message is refused; the address stays usable.</summary>
    Message,

    /// <summary>Only this message is refused, by the server's policy (5.7.x): because of its content, or of what this recipient accepts. Five in a row, to different recipients, stop the mailbox.</summary>
    Policy,
}
