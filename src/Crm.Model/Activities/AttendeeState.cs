using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Whether somebody comes to a meeting, or came.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum AttendeeState
{
    /// <summary>Was invited and has not answered.</summary>
    Invited,

    /// <summary>Wants to come.</summary>
    Accepted,

    /// <summary>Does not want to come.</summary>
    Declined,

    /// <summary>Was there.</summary>
    Attended,

    /// <summary>Was expected and did not come.</summary>
    Absent,
}
