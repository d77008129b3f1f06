using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>A reference to a record: its type and id.</summary>
[JsonConverter(typeof(RecordRefJsonConverter))]
public readonly record struct RecordRef(RecordType Type, RecordId Id)
{
    /// <summary>Returns the form that logs and messages show: <c>contact:0199…</c>.</summary>
    public override string ToString() => $"{Type.Word()}:{Id}";
}
