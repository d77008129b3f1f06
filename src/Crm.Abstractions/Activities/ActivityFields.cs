using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Columns that every activity has; a type says which of them it uses.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
[Flags]
public enum ActivityFields
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>How it ended, out of the tenant's list for the type.</summary>
    Outcome = 1,

    /// <summary>How long it took.</summary>
    Duration = 2,

    /// <summary>Where it happened.</summary>
    Location = 4,

    /// <summary>Who took part.</summary>
    Attendees = 8,

    /// <summary>Inbound or outbound.</summary>
    Direction = 16,

    /// <summary>Until when it is to be done; such an activity is open until completed.</summary>
    Due = 32,

    /// <summary>Where a recording can be heard.</summary>
    Recording = 64,
}
