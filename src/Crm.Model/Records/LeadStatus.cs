using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>Where a lead stands.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum LeadStatus
{
    /// <summary>Being worked on.</summary>
    Open,

    /// <summary>Became a contact.</summary>
    Converted,

    /// <summary>Not worth the while.</summary>
    Disqualified,
}
