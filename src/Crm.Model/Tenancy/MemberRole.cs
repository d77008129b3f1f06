using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Tenancy;

/// <summary>What a member may do.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum MemberRole
{
    /// <summary>Sees, changes nothing.</summary>
    Reader,

    /// <summary>Works with records and sequences.</summary>
    Rep,

    /// <summary>Also leads a team, publishes, overrides policies.</summary>
    Manager,

    /// <summary>Everything.</summary>
    Administrator,
}
