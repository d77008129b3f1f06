using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Messages;

/// <summary>Why an address is suppressed.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum SuppressionReason
{
    /// <summary>The person asked for it.</summary>
    OptedOut,

    /// <summary>Mail bounced for good.</summary>
    Bounced,

    /// <summary>The person complained.</summary>
    Complained,

    /// <summary>A member entered it.</summary>
    Manual,
}
