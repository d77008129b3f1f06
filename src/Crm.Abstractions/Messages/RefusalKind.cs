using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>What a refusal for good is about (RFC 3463).</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RefusalKind
{
    /// <summary>The address does not exist (5.1.x): it is suppressed.</summary>
    Address,

    /// <summary>This message is refused; the address is not touched.</summary>
    Message,
}
