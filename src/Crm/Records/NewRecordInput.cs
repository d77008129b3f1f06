namespace Crm.Records;

/// <summary>What all new records may have.</summary>
public abstract record NewRecordInput
{
    /// <summary>Who owns it; null: nobody, everybody sees it.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>The primary email address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>The primary phone number, in the country's form or with a country code, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>All emails and phones, where there are several; null: only <see cref="Email"/> and <see cref="Phone"/>.</summary>
    public IReadOnlyList<ContactPointInput>? ContactPoints { get; init; }

    /// <summary>Time zone (IANA), or null.</summary>
    public string? Zone { get; init; }

    /// <summary>Country by code (ISO 3166-1 alpha-2) or English name, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Custom fields by key; see <see cref="RecordInput.Fields"/>.</summary>
    public IReadOnlyDictionary<string, FieldValue?> Custom { get; init; } = new Dictionary<string, FieldValue?>();

    /// <summary>Ids in other systems.</summary>
    public IReadOnlyList<ExternalId> References { get; init; } = [];

    /// <summary>The input by field keys.</summary>
    private protected RecordInput With(params IEnumerable<(string Key, FieldValue? Value)> own)
    {
        // A custom field never has the key of a standard one, so none of these is overwritten.
        var fields = new Dictionary<string, FieldValue?>(Custom, StringComparer.OrdinalIgnoreCase);
        (string Key, FieldValue? Value)[] common = [("owner", Owner), ("email", Email), ("phone", Phone), ("zone", Zone), ("country", Country)];
        foreach (var (key, value) in own.Concat(common))
            if (value is not null)
                fields[key] = value;
        return new RecordInput
        {
            Fields = fields,
            ContactPoints = ContactPoints,
            References = References,
        };
    }
}
