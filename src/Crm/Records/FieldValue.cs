using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Records;

/// <summary>
/// The value of a field. As JSON it is a plain value: texts, dates (<c>2026-03-02</c>) and ids are strings. A text does for every field and is parsed once, where it is written: dates in ISO form,
/// numbers as <c>1250.50</c>, <c>true</c> or <c>false</c>, members and records by id.
/// </summary>
[JsonConverter(typeof(FieldValueConverter))]
public abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>A text, or anything else in its text form.</summary>
    public sealed record Text(string Value) : FieldValue;

    /// <summary>A number; of an amount in units of its currency.</summary>
    public sealed record Number(decimal Value) : FieldValue;

    /// <summary>A day.</summary>
    public sealed record Date(DateOnly Value) : FieldValue;

    /// <summary>Yes or no.</summary>
    public sealed record Boolean(bool Value) : FieldValue;

    /// <summary>A member.</summary>
    public sealed record Member(MemberId Value) : FieldValue;

    /// <summary>Another record.</summary>
    public sealed record Record(RecordId Value) : FieldValue;

    /// <summary>The text, or null for none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator FieldValue?(string? text) => text is null ? null : new Text(text);

    /// <summary>The number.</summary>
    public static implicit operator FieldValue(decimal number) => new Number(number);

    /// <summary>The day.</summary>
    public static implicit operator FieldValue(DateOnly day) => new Date(day);

    /// <summary>Yes or no.</summary>
    public static implicit operator FieldValue(bool isTrue) => new Boolean(isTrue);

    /// <summary>The member.</summary>
    public static implicit operator FieldValue(MemberId member) => new Member(member);

    /// <summary>The record.</summary>
    public static implicit operator FieldValue(RecordId record) => new Record(record);

    /// <summary>The value as text, in the invariant form that a text is parsed from.</summary>
    public sealed override string ToString() =>
        this switch
        {
            Text text => text.Value,
            Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            Date date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Boolean boolean => boolean.Value ? "true" : "false",
            Member member => member.Value.ToString(),
            _ => ((Record)this).Value.ToString(),
        };

    /// <summary>The value of a JSON scalar; a list as its texts joined by commas; null for anything else.</summary>
    internal static FieldValue? Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : value.GetRawText(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Of)),
            _ => null,
        };

    /// <summary>What templates and step handlers see: a number, true or false, else text.</summary>
    internal object ToScalar() =>
        this switch
        {
            Number number => number.Value,
            Boolean boolean => boolean.Value,
            _ => ToString(),
        };

    /// <summary>The record that it points at; of a text the id in it, which the type's word may precede (<c>contact:0199…</c>). Null where it is none.</summary>
    internal RecordId? ToRecord(RecordType type)
    {
        if (this is Record record)
            return record.Value;
        var text = ToString().AsSpan();
        var prefix = type.Word() + ":";
        return Guid.TryParse(text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? text[prefix.Length..] : text, out var id) ? new RecordId(id) : null;
    }
}
