using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Stores;

/// <summary>What a unit of work is for.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum WorkKind
{
    /// <summary>Only reads; sees one moment.</summary>
    Read,

    /// <summary>Reads and writes.</summary>
    Write,
}
