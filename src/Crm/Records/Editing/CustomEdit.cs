using System.Text.Json;
using Crm.Values;

namespace Crm.Records.Editing;

/// <summary>Writes custom fields.</summary>
internal static class CustomEdit
{
    private const int MaxTextLength = 4_000;

    /// <summary>The record with what is given in its custom fields.</summary>
    public static CrmRecord Write(CrmRecord record, IReadOnlyList<CustomField> fields, IReadOnlyDictionary<string, FieldValue?> given, Problems problems)
    {
        var values = RecordFields.CustomOf(record);
        var isChanged = false;
        foreach (var (key, value) in given)
        {
            var field = fields.FirstOrDefault(field => string.Equals(field.Key, key, StringComparison.OrdinalIgnoreCase));
            if (field is null)
            {
                var allowed = RecordFields.KeysOf(record.Type).Concat(fields.Where(known => !known.IsRetired).Select(known => known.Key));
                problems.Add(Problems.Shown(key), $"A {record.Type.Word()} has no such field; it has {Listed(allowed)}.");
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

    /// <summary>Words in a message.</summary>
    public static string Listed(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } list ? list : "none";

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
                return value is FieldValue.Date ? value
                    : problems.Date(field.Key, text) is { } date ? date
                    : null;
            case CustomFieldKind.Boolean:
                if (value is FieldValue.Boolean || bool.TryParse(text, out _))
                    return value is FieldValue.Boolean ? value : bool.Parse(text);
                problems.Add(field.Key, $"It must be true or false, was '{Problems.Shown(text)}'.");
                return null;
            case CustomFieldKind.Choice:
                if (field.AllowedValues.FirstOrDefault(allowed => string.Equals(allowed, text, StringComparison.OrdinalIgnoreCase)) is { } choice)
                    return choice;
                problems.Add(field.Key, $"It must be one of {Listed(field.AllowedValues)}; was '{Problems.Shown(text)}'.");
                return null;
            default:
                return problems.Text(field.Key, text, MaxTextLength);
        }
    }
}
