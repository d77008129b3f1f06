using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Tenancy;

/// <summary>Whose records a member may see and change.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RecordAccess
{
    /// <summary>One's own and those nobody owns.</summary>
    Own,

    /// <summary>Those of the team as well.</summary>
    Team,

    /// <summary>All of the tenant.</summary>
    All,
}
