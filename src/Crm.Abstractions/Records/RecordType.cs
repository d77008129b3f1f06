using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>The four types of record.</summary>
public enum RecordType
{
    /// <summary>A person or company that is not yet qualified; converting it creates a contact, a company and, optionally, a deal.</summary>
    Lead,

    /// <summary>A person.</summary>
    Contact,

    /// <summary>An organization; may have a parent company.</summary>
    Company,

    /// <summary>A possible sale, in a stage of a pipeline.</summary>
    Deal,
}
