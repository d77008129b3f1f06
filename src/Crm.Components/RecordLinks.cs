using Crm.Records;

namespace Crm.Components;

/// <summary>References to records as text.</summary>
internal static class RecordLinks
{
    /// <summary>The reference that <see cref="RecordRef.ToString"/> wrote.</summary>
    /// <exception cref="CrmException">Invalid: it is none.</exception>
    public static RecordRef Parse(string text) =>
        text.Split(':') is [var word, var id]
        && Enum.TryParse<RecordType>(word, ignoreCase: true, out var type)
        && Enum.IsDefined(type)
        && Guid.TryParse(id, out var value)
            ? new RecordRef(type, new RecordId(value))
            : throw CrmException.Invalid("record", "It must be a type of record and an id, such as contact:01990000-0000-7000-8000-000000000000.");
}
