using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Records;

/// <summary>The four types of record.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum RecordType
{
    /// <summary>A person or company that is not yet qualified; converting makes a contact, a company and perhaps a deal of it.</summary>
    Lead,

    /// <summary>A person.</summary>
    Contact,

    /// <summary>An organisation; may have a parent.</summary>
    Company,

    /// <summary>A possible sale, in a stage of a pipeline.</summary>
    Deal,
}
