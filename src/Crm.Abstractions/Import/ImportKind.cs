using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Import;

/// <summary>What the rows of a file become.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum ImportKind
{
    /// <summary>Members, with their teams and managers.</summary>
    Members,

    /// <summary>Companies, with parents.</summary>
    Companies,

    /// <summary>Contacts.</summary>
    Contacts,

    /// <summary>Leads.</summary>
    Leads,

    /// <summary>Deals, with the stages they came through.</summary>
    Deals,

    /// <summary>Allowed values of a custom field.</summary>
    Choices,

    /// <summary>Activities that happened elsewhere; they start no rules.</summary>
    Activities,
}
