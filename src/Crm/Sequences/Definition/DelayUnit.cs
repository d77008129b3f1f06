using System.Text.Json.Serialization;

namespace Crm.Sequences;

/// <summary>What a delay counts.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum DelayUnit
{
    /// <summary>Minutes of elapsed time.</summary>
    Minutes,

    /// <summary>Hours of elapsed time.</summary>
    Hours,

    /// <summary>Days of the local calendar; the time of day stays.</summary>
    Days,

    /// <summary>Days of the local calendar from Monday to Friday that are no holidays; 0 means the same day if it is one, else the next that is.</summary>
    BusinessDays,
}
