using System.Text.Json.Serialization;

namespace Crm.Import;

/// <summary>What became of a row.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RowResult
{
    /// <summary>Something new.</summary>
    New,

    /// <summary>Something there was changed.</summary>
    Changed,

    /// <summary>It stands there already.</summary>
    Same,

    /// <summary>It is wrong.</summary>
    Refused,
}
