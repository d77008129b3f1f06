using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>What a contact point is.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum ContactPointKind
{
    /// <summary>An email address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,
}
