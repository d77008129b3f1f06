using System.Text.Json;

namespace Crm.Records.Editing;

/// <summary>Reads and writes custom fields.</summary>
internal static class CustomEdit
{
    private const int MaxTextLength = 4_000;

    /// <summary>Values of custom fields by key.</summary>
    public static Dictionary<string, JsonElement> ValuesOf(CrmRecord record) =>
        record.Custom.Length <= 2 ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(record.Custom) ?? [];

    /// <summary>The record with what is given in its custom fields, of which the retired ones are among the fields too; null clears. The standard fields are named in a message only.</summary>
    public static CrmRecord Write(
        CrmRecord record,
        IReadOnlyList<CustomField> fields,
        IReadOnlyDictionary<string, FieldValue?> given,
        IReadOnlyList<string> standard,
        Problems problems
    )
    {
        var values = ValuesOf(record);
        var isChanged = false;
        foreach (var (key, value) in given)
        {
            var field = fields.FirstOrDefault(field => string.Equals(field.Key, key, StringComparison.OrdinalIgnoreCase));
            if (field is null)
            {
                var allowed = standard.Concat(fields.Where(known => !known.IsRetired).Select(known => known.Key));
                problems.Add(
                    Problems.Shown(key),
                    $"A {record.Type.Word()} has no such field; it has {Problems.Listed(allowed)}. An administrator defines more (custom-field.define)."
                );
            }
            else if (value is null)
                isChanged |= values.Remove(field.Key);
            else if (Checked(field, value, problems) is { } found)
            {
                var written = JsonSerializer.SerializeToElement(found);
                var isSame = values.TryGetValue(field.Key, out var former) && JsonElement.DeepEquals(former, written);
                if (field.IsRetired && !isSame)
                    problems.Add(field.Key, "The field is retired and cannot be given new values.");
                isChanged |= !isSame;
                values[field.Key] = written;
            }
        }
        return isChanged
            ? record with
            {
                Custom = JsonSerializer.Serialize(new SortedDictionary<string, JsonElement>(values, StringComparer.Ordinal)),
            }
            : record;
    }

    private static FieldValue? Checked(CustomField field, FieldValue value, Problems problems)
    {
        var text = value.ToString();
        switch (field.Kind)
        {
            case CustomFieldKind.Number:
                return value is FieldValue.Number ? value
                    : problems.Number(field.Key, text) is { } number ? number
                    : null;
            case CustomFieldKind.Date:
                return (value is FieldValue.Date day ? problems.Day(field.Key, day.Value) : problems.Date(field.Key, text)) is { } date ? date : null;
            case CustomFieldKind.Boolean:
                if (bool.TryParse(text, out var isTrue))
                    return isTrue;
                problems.Add(field.Key, $"It must be true or false, was '{Problems.Shown(text)}'.");
                return null;
            case CustomFieldKind.Choice:
                if (field.AllowedValues.FirstOrDefault(allowed => string.Equals(allowed, text, StringComparison.OrdinalIgnoreCase)) is { } choice)
                    return choice;
                problems.Add(field.Key, $"It must be one of {Problems.Listed(field.AllowedValues)}; was '{Problems.Shown(text)}'.");
                return null;
            default:
                return problems.Text(field.Key, text, MaxTextLength);
        }
    }
}
