using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Stores;

/// <summary>Order of a list of records.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RecordSort
{
    /// <summary>By name, then id.</summary>
    Name,

    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>Last changed first.</summary>
    LastChanged,

    /// <summary>The one with the newest activity first; one without any counts from its creation.</summary>
    LastTouched,

    /// <summary>The one that nobody has dealt with for the longest time first.</summary>
    LongestUntouched,

    /// <summary>Deals by amount, the highest first, whatever the currency; those without one last.</summary>
    Amount,

    /// <summary>Deals by the day when they are expected to close, the earliest first; those without one last.</summary>
    ExpectedClose,

    /// <summary>Deals by when they came to their stage, the last one first.</summary>
    StageSince,
}
