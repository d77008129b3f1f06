using System.Globalization;
using System.Text.Json;
using Crm.Records;
using Crm.Values;

namespace Crm.Sql;

/// <summary>The form in which values of indexed custom fields are stored: plain text that sorts as the values do, on both databases alike.</summary>
internal static class CustomValueText
{
    /// <summary>Longer texts are compared by their beginning.</summary>
    private const int MaxLength = 200;

    /// <summary>The form of a value that a caller gives as text.</summary>
    /// <exception cref="CrmException">It is not of the field's kind.</exception>
    public static string Of(CustomField field, string value) =>
        field.Kind switch
        {
            CustomFieldKind.Number => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? OfNumber(number)
                : throw CrmException.Invalid($"custom.{field.Key}", "A number is expected, with a point as decimal separator."),
            CustomFieldKind.Boolean => bool.TryParse(value, out var flag)
                ? OfBoolean(flag)
                : throw CrmException.Invalid($"custom.{field.Key}", "true or false is expected."),
            CustomFieldKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? value
                : throw CrmException.Invalid($"custom.{field.Key}", "A date is expected, such as 2026-01-31."),
            _ => OfText(value),
        };

    /// <summary>The forms of a stored value; several for a list, none for null or for what is not of the field's kind.</summary>
    public static IEnumerable<string> Of(CustomField field, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Of(field, item)).Distinct(),
            JsonValueKind.Number when field.Kind == CustomFieldKind.Number && value.TryGetDecimal(out var number) => [OfNumber(number)],
            JsonValueKind.True or JsonValueKind.False when field.Kind == CustomFieldKind.Boolean => [OfBoolean(value.GetBoolean())],
            JsonValueKind.String when field.Kind is CustomFieldKind.Text or CustomFieldKind.Choice or CustomFieldKind.Date => [OfText(value.GetString()!)],
            _ => [],
        };

    private static string OfText(string text)
    {
        var folded = PlainText.Key(text);
        if (folded.Length <= MaxLength)
            return folded;
        // Between two characters as people see them: half of an emoji is no text.
        var end = 0;
        while (StringInfo.GetNextTextElementLength(folded, end) is var length && end + length <= MaxLength)
            end += length;
        return folded[..end];
    }

    private static string OfBoolean(bool value) => value ? "1" : "0";

    /// <summary>Sign, then 29 digits and what stands behind the point; the digits of negative numbers are turned round, so that the text sorts as the number.</summary>
    private static string OfNumber(decimal number)
    {
        var text = Math.Abs(number).ToString("00000000000000000000000000000.############################", CultureInfo.InvariantCulture);
        if (number >= 0)
            return "1" + text;
        // The tilde stands behind every digit: -1.5 (…8.4~) comes before -1 (…8~).
        return "0"
            + string.Create(
                text.Length,
                text,
                static (span, digits) =>
                {
                    for (var index = 0; index < span.Length; index++)
                        span[index] = digits[index] == '.' ? '.' : (char)('0' + '9' - digits[index]);
                }
            )
            + "~";
    }
}
