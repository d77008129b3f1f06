using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>A record as a plugin sees it: read only, at the moment of the decision.</summary>
public sealed record RecordSnapshot
{
    /// <summary>Which record.</summary>
    public required RecordRef Ref { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The owner, or null where nobody owns it.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Standard and custom fields by key (<c>first_name</c>, <c>email</c>, <c>linkedin</c>); scalars only, empty fields are left out.</summary>
    public IReadOnlyDictionary<string, object> Fields { get; init; } = new Dictionary<string, object>();

    /// <summary>A field's value as text in the invariant culture (a yes or no is <c>True</c> or <c>False</c>), or null where it is empty or unknown. <see cref="Fields"/> has the value itself.</summary>
    /// <param name="key">The field's key; case does not matter.</param>
    public string? Field(string key) =>
        Fields.FirstOrDefault(field => string.Equals(field.Key, key, StringComparison.OrdinalIgnoreCase)).Value is { } value
            ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
