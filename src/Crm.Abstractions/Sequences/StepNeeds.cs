using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>What a step needs beyond the record.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
[Flags]
public enum StepNeeds
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The plugin's own values on the enrollment; loaded for the whole batch at once.</summary>
    State = 2,

    /// <summary>Somebody with an email address to write to; a record that has none is not enrolled. For handlers that queue messages or draft them.</summary>
    Recipient = 4,
}
