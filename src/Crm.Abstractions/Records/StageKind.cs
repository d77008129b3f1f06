using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>What a stage says of its deals.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum StageKind
{
    /// <summary>Still open.</summary>
    Open,

    /// <summary>Won.</summary>
    Won,

    /// <summary>Lost.</summary>
    Lost,
}
