namespace Crm.Records;

/// <summary>A text that means a record, taken apart.</summary>
internal sealed record RecordText(RecordType? Type, string Value, bool IsQuoted)
{
    private const string Allowed =
        "It must be contact:ada@example.com, company:\"Acme Corporation\", deal:REFERENCE, or lead:ID; the types are lead, contact, company, deal.";

    /// <summary>The id, where the text is one.</summary>
    public RecordId? Id => !IsQuoted && Guid.TryParse(Value, out var id) ? new RecordId(id) : null;

    /// <summary>Whether the text is an email address.</summary>
    public bool IsEmail => !IsQuoted && Value.Contains('@', StringComparison.Ordinal);

    /// <summary>What an error may show: an address or a name is personal and stays out.</summary>
    public string? Shown => Id is not null || !(IsEmail || IsQuoted || Type is RecordType.Lead or RecordType.Contact) ? Value : null;

    /// <exception cref="CrmException">Invalid: the text has none of the forms.</exception>
    public static RecordText Parse(string reference)
    {
        var text = PlainText.Normalize(reference);
        if (text.Length is 0 or > 600)
            throw CrmException.Invalid("record", Allowed);
        if (Guid.TryParse(text, out _))
            return new RecordText(null, text, IsQuoted: false);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !EnumWord.TryParse<RecordType>(text[..colon], out var type))
            throw CrmException.Invalid("record", Allowed);
        var value = text[(colon + 1)..].Trim();
        var isQuoted = value.Length >= 2 && value[0] == '"' && value[^1] == '"';
        value = isQuoted ? value[1..^1].Trim() : value;
        return value.Length > 0 ? new RecordText(type, value, isQuoted) : throw CrmException.Invalid("record", Allowed);
    }
}
