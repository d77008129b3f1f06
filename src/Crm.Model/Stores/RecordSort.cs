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
}
