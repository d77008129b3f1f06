using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Who began it.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum ActivityDirection
{
    /// <summary>The customer.</summary>
    Inbound,

    /// <summary>We.</summary>
    Outbound,
}
