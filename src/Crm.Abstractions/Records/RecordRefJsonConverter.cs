using Crm.Plugins;

namespace Crm.Records;

/// <summary>Writes a record as <c>contact:{id}</c>.</summary>
internal sealed class RecordRefJsonConverter : TextJsonConverter<RecordRef>
{
    /// <inheritdoc/>
    protected override string? Pattern => "^(lead|contact|company|deal):[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

    /// <inheritdoc/>
    protected override string Expected => "A record is expected, its type and id, such as 'contact:0199a1b2-c3d4-7000-8000-000000000000'";

    /// <inheritdoc/>
    protected override bool TryParse(string text, out RecordRef value)
    {
        value = default;
        RecordType? type = text.Split(':') switch
        {
            ["lead", _] => RecordType.Lead,
            ["contact", _] => RecordType.Contact,
            ["company", _] => RecordType.Company,
            ["deal", _] => RecordType.Deal,
            _ => null,
        };
        if (type is null || !Guid.TryParseExact(text.AsSpan(text.IndexOf(':', StringComparison.Ordinal) + 1), "D", out var id))
            return false;
        value = new RecordRef(type.Value, new RecordId(id));
        return true;
    }
}
