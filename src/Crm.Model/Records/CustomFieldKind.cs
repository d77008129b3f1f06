using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>What values a custom field takes.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum CustomFieldKind
{
    /// <summary>Text of at most 4,000 characters.</summary>
    Text,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A date.</summary>
    Date,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of the allowed values.</summary>
    Choice,
}
