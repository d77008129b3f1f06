using System.Text.Json;
using Crm.Values;
using NodaTime.Text;

namespace Crm.Records.Editing;

/// <content>Custom fields.</content>
internal sealed partial class RecordEdit
{
    private const int MaxCustomTextLength = 4_000;

    private void WriteCustom(Dictionary<string, string?> given)
    {
        var values = RecordFields.CustomOf(Record);
        var fields = rules.CustomFieldsOf(Record.Type).ToList();
        var isChanged = false;
        foreach (var (key, text) in given)
        {
            var field = fields.FirstOrDefault(field => Is(field.Key, key));
            if (field is null)
            {
                var allowed = RecordFields.KeysOf(Record.Type).Concat(fields.Where(known => !known.IsRetired).Select(known => known.Key));
                Problems.Add(new Problem(Shown(key), $"A {Record.Type.ToString().ToLowerInvariant()} has no such field; it has {Listed(allowed)}."));
            }
            else if (text is null)
                isChanged |= values.Remove(field.Key);
            else if (CustomValue(field, text) is { } value)
            {
                var isSame = values.TryGetValue(field.Key, out var former) && JsonElement.DeepEquals(former, value);
                if (field.IsRetired && !isSame)
                    Problems.Add(new Problem(field.Key, "The field is retired and takes no new values."));
                isChanged |= !isSame;
                values[field.Key] = value;
            }
        }
        if (isChanged)
            Record = Record with { Custom = JsonSerializer.Serialize(new SortedDictionary<string, JsonElement>(values, StringComparer.Ordinal)) };
    }

    private JsonElement? CustomValue(CustomField field, string text)
    {
        object? value = field.Kind switch
        {
            CustomFieldKind.Text => text.Length <= MaxCustomTextLength ? text : null,
            CustomFieldKind.Number => Currencies.TryParse(text, out var number) ? number : null,
            CustomFieldKind.Date => LocalDatePattern.Iso.Parse(text).Success ? text : null,
            CustomFieldKind.Boolean => bool.TryParse(text, out var truth) ? truth : null,
            _ => field.AllowedValues.FirstOrDefault(allowed => Is(allowed, text)),
        };
        if (value is not null)
            return JsonSerializer.SerializeToElement(value);
        Problems.Add(
            new Problem(
                field.Key,
                field.Kind switch
                {
                    CustomFieldKind.Text => $"It must have at most {MaxCustomTextLength} characters, had {text.Length}.",
                    CustomFieldKind.Number => $"It must be a number such as 12.5, was '{Shown(text)}'.",
                    CustomFieldKind.Date => $"It must be a date such as 2026-03-31, was '{Shown(text)}'.",
                    CustomFieldKind.Boolean => $"It must be true or false, was '{Shown(text)}'.",
                    _ => $"It must be one of {Listed(field.AllowedValues)}; was '{Shown(text)}'.",
                }
            )
        );
        return null;
    }
}
