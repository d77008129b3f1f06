using Crm.Components;
using Crm.Records;

namespace Crm.Web.Pages;

/// <summary>What the list of a type of record shows.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Rows">The records.</param>
/// <param name="Next">Address of what follows; null where nothing does.</param>
public sealed record RecordList(RecordListQuery Query, DisplaySettings Settings, IReadOnlyList<ListedRecord> Rows, string? Next)
{
    /// <summary>The type.</summary>
    public RecordType Type => Query.Type;

    /// <summary>Address of the beginning; null where this is it.</summary>
    public string? First => Query.Of("after").Length > 0 ? Query.With("after", null) : null;

    /// <summary>A page of records.</summary>
    /// <exception cref="CrmException">Invalid: names the wrong parameters. Refused: the tenant is not set up.</exception>
    internal static async Task<RecordList> ReadAsync(Reading reading, RecordListQuery query)
    {
        var input = query.ToInput();
        var settings = await DisplaySettings.ReadAsync(reading);
        var page = await reading.ReadAsync(reading.Get<ListRecords>(), input);
        var linked = page.Rows.SelectMany(row => RecordFields.KeysOf(query.Type).Select(row.Link)).OfType<RecordId>().Distinct().ToList();
        var names = (await reading.ReadAsync(reading.Get<NameRecords>(), new NameRecordsInput(linked))).ToDictionary(
            named => named.Record.Id,
            named => named.Name
        );
        var formats = reading.Get<Formats>();
        return new RecordList(
            query,
            settings,
            [.. page.Rows.Select(record => Row(record, settings, formats, field => record.Link(field) is { } link ? names.GetValueOrDefault(link) : null))],
            page.Next is { } next ? query.With("after", next) : null
        );
    }

    private static ListedRecord Row(RecordView record, DisplaySettings settings, Formats formats, Func<string, string?> nameOf)
    {
        var row = new ListedRecord(record.Record, record.Name, "")
        {
            Owner = settings.OwnerOf(record),
            Touched = record.LastTouchedAt is { } at ? formats.Day(settings.Local(at).Date) : null,
        };
        return record.Record.Type switch
        {
            RecordType.Lead => row with
            {
                About = Line(record.Text("title"), record.Text("company"), record.Text("email")),
                Badge = formats.Status(record.Text("status")!),
            },
            RecordType.Contact => row with { About = Line(record.Text("title"), nameOf("company"), record.Text("email")) },
            RecordType.Company => row with { About = Line(record.Text("industry"), record.Text("domain"), record.Text("country")) },
            _ => row with
            {
                About = Line(nameOf("company"), nameOf("contact"), formats.Value(record.Fields.GetValueOrDefault("expected_close"))),
                Amount = Formats.Amount(record),
                Badge = settings.StageOf(record)?.Name ?? record.Text("stage"),
                Tone = settings.StageOf(record)?.Kind switch
                {
                    StageKind.Won => "good",
                    StageKind.Lost => "bad",
                    _ => null,
                },
            },
        };
    }

    private static string Line(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A record in a list.</summary>
/// <param name="Record">The record.</param>
/// <param name="Name">What people call it.</param>
/// <param name="About">What tells it from others of the name.</param>
public sealed record ListedRecord(RecordRef Record, string Name, string About)
{
    /// <summary>A deal's amount, or null.</summary>
    public string? Amount { get; init; }

    /// <summary>A lead's status or a deal's stage, or null.</summary>
    public string? Badge { get; init; }

    /// <summary>The badge's color, or null.</summary>
    public string? Tone { get; init; }

    /// <summary>Who owns it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The day of its last activity, or null.</summary>
    public string? Touched { get; init; }
}
