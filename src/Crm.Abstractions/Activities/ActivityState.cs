using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Where an activity stands.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum ActivityState
{
    /// <summary>Happened and is written down.</summary>
    Logged,

    /// <summary>A task or draft that waits for somebody.</summary>
    Open,

    /// <summary>A task or draft that is done.</summary>
    Completed,

    /// <summary>A task or draft that is not wanted any more.</summary>
    Cancelled,
}
