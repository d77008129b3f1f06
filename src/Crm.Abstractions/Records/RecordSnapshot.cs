using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>A read-only copy of a record, as it is when a plugin decides.</summary>
public sealed record RecordSnapshot
{
    /// <summary>The record's type and id.</summary>
    public required RecordRef Ref { get; init; }

    /// <summary>The name that users see.</summary>
    public required string Name { get; init; }

    /// <summary>The owner, or null if the record has none.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Standard and custom fields by key (<c>first_name</c>, <c>email</c>, <c>linkedin</c>); scalars only; empty fields are omitted.</summary>
    public IReadOnlyDictionary<string, object> Fields { get; init; } = new Dictionary<string, object>();

    /// <summary>Returns a field's value as text in the invariant culture, or null if the field is empty or unknown.</summary>
    /// <param name="key">The field's key; case does not matter.</param>
    public string? Field(string key) =>
        Fields.FirstOrDefault(field => string.Equals(field.Key, key, StringComparison.OrdinalIgnoreCase)).Value is { } value
            ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
