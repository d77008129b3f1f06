using Crm.Records;
using Crm.Setup;

namespace Crm.Components;

/// <summary>How a fact is changed.</summary>
public enum FactInput
{
    /// <summary>Not by hand.</summary>
    None,

    /// <summary>One line of text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>One of few.</summary>
    Choice,

    /// <summary>Another record.</summary>
    Link,
}

/// <summary>A field of a record as a page shows it.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Label">What people read.</param>
/// <param name="Text">What it says; null where it is empty.</param>
/// <param name="Value">What the control holds.</param>
/// <param name="Input">How it is changed.</param>
public sealed record RecordFact(string Key, string Label, string? Text, string Value, FactInput Input)
{
    /// <summary>The record that it points at, or null.</summary>
    public RecordRef? Link { get; init; }

    /// <summary>The type of record that it points at; null for other fields.</summary>
    public RecordType? LinkType { get; init; }

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<(string Key, string Text)> Choices { get; init; } = [];
}

/// <summary>A record with its fields, in the order of people's questions.</summary>
/// <param name="Record">The record.</param>
/// <param name="Facts">Its fields, empty ones too.</param>
public sealed record RecordFacts(RecordView Record, IReadOnlyList<RecordFact> Facts)
{
    private static readonly string[] Hidden = ["name", "email", "phone"];
    private static readonly string[] Personal = ["first_name", "last_name"];

    /// <summary>Records that a record points at.</summary>
    public static IReadOnlyList<RecordId> LinkedTo(RecordView record) =>
        [.. RecordFields.KeysOf(record.Record.Type).Select(record.Link).OfType<RecordId>().Distinct()];

    /// <summary>The fields of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="named">Those of the records that it points at that may be seen.</param>
    /// <param name="settings">Names of members and stages, and the custom fields.</param>
    /// <param name="formats">Writes values.</param>
    internal static RecordFacts Of(RecordView record, IReadOnlyList<NamedRecord> named, DisplaySettings settings, Formats formats)
    {
        var names = named.ToDictionary(one => one.Record.Id);
        var isPerson = record.Record.Type is RecordType.Contact or RecordType.Lead;
        return new RecordFacts(
            record,
            [
                .. RecordFields
                    .KeysOf(record.Record.Type)
                    .Where(key => !Hidden.Contains(key) || key == "name" && !isPerson)
                    .OrderBy(key => Personal.Contains(key) ? 0 : 1)
                    .Select(key => Standard(record, key, settings, names, formats)),
                .. settings
                    .CustomFields.Where(field => field.RecordType == record.Record.Type && (!field.IsRetired || record.Fields.ContainsKey(field.Key)))
                    .Select(field => Custom(record, field, formats)),
            ]
        );
    }

    private static RecordFact Standard(RecordView record, string key, DisplaySettings settings, Dictionary<RecordId, NamedRecord> names, Formats formats)
    {
        var (label, value) = (formats.Field(key), record.Text(key) ?? "");
        if (RecordFields.LinkOf(record.Record.Type, key) is { } linked)
        {
            var named = record.Link(key) is { } id ? names.GetValueOrDefault(id) : null;
            return new RecordFact(key, label, named?.Name, value, FactInput.Link) { Link = named?.Record, LinkType = linked };
        }
        return key switch
        {
            "owner" => new RecordFact(key, label, settings.OwnerOf(record), value, FactInput.Choice)
            {
                Choices = [.. settings.Choosable(record.Owner).Select(one => (one.Member.ToString(), one.Name))],
            },
            "pipeline" => new RecordFact(key, label, settings.Pipelines.GetValueOrDefault(value)?.Name ?? value, value, FactInput.None),
            "stage" => new RecordFact(key, label, settings.StageOf(record)?.Name ?? value, value, FactInput.None),
            "status" => new RecordFact(key, label, formats.Status(value), value, value == "converted" ? FactInput.None : FactInput.Choice)
            {
                Choices =
                [
                    .. Enum.GetValues<LeadStatus>()
                        .Where(status => status != LeadStatus.Converted)
                        .Select(status => status.ToString().ToLowerInvariant())
                        .Select(status => (status, formats.Status(status))),
                ],
            },
            "expected_close" or "closed_on" => new RecordFact(key, label, formats.Value(record.Fields.GetValueOrDefault(key)), value, FactInput.Date),
            "country" => new RecordFact(key, label, Formats.Country(value), value, FactInput.Text),
            "amount" => new RecordFact(key, label, Formats.Amount(record), value, FactInput.Number),
            _ => new RecordFact(key, label, value.Length > 0 ? value : null, value, FactInput.Text),
        };
    }

    private static RecordFact Custom(RecordView record, CustomFieldView field, Formats formats) =>
        new(
            field.Key,
            field.Label,
            formats.Value(record.Fields.GetValueOrDefault(field.Key)),
            record.Text(field.Key) ?? "",
            field.IsRetired
                ? FactInput.None
                : field.Kind switch
                {
                    CustomFieldKind.Number => FactInput.Number,
                    CustomFieldKind.Date => FactInput.Date,
                    CustomFieldKind.Choice or CustomFieldKind.Boolean => FactInput.Choice,
                    _ => FactInput.Text,
                }
        )
        {
            Choices =
                field.Kind == CustomFieldKind.Boolean
                    ? [("true", formats.Value(new FieldValue.Boolean(true))!), ("false", formats.Value(new FieldValue.Boolean(false))!)]
                    : [.. field.AllowedValues.Select(value => (value, value))],
        };
}
