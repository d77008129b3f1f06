using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>What an upsert did.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum UpsertKind
{
    /// <summary>Nobody had the reference: the record is new.</summary>
    Created,

    /// <summary>The record was there and has changed.</summary>
    Changed,

    /// <summary>The record was there and stood so already.</summary>
    Same,
}
