using System.Globalization;
using Crm.Components;
using Crm.Records;
using Crm.Setup;
using Crm.Stores;

namespace Crm.Web.Pages;

/// <summary>What the list of a type of record shows.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Input">The same, as the engine was asked.</param>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Rows">The records.</param>
public sealed record RecordList(RecordListQuery Query, ListRecordsInput Input, DisplaySettings Settings, IReadOnlyList<ListedRecord> Rows)
{
    /// <summary>The type.</summary>
    public RecordType Type => Query.Type;

    /// <summary>Address of what follows; null where nothing does.</summary>
    public string? Next { get; private init; }

    /// <summary>Address of the beginning; null where this is it.</summary>
    public string? First => Query.Of("after").Length > 0 ? Query.Address : null;

    /// <summary>When it was read, in UTC.</summary>
    public DateTimeOffset ReadAt { get; private init; }

    /// <summary>The company that the list is narrowed to, by name; null where it is to none, or to one that may not be seen.</summary>
    public NamedRecord? Company { get; private init; }

    /// <summary>What is wrong with filters by custom fields, by the field's key; the list is empty then.</summary>
    public IReadOnlyDictionary<string, string> Wrong { get; private init; } = new Dictionary<string, string>();

    /// <summary>The reader's views of this type, by name.</summary>
    public IEnumerable<SavedViewView> Views => Settings.Views.Where(view => view.List.Type == Type);

    /// <summary>The view that the list is looked at by, or null.</summary>
    public SavedViewView? View => Query.View is { } id ? Views.FirstOrDefault(view => view.Id == id) : null;

    /// <summary>The custom fields that the list can be filtered and sorted by; a retired one only while it is.</summary>
    public IEnumerable<CustomFieldView> Fields =>
        Settings.CustomFields.Where(one =>
            one.RecordType == Type && one.IsIndexed && (!one.IsRetired || Query.Fields.ContainsKey(one.Key) || Input.SortByCustom == one.Key)
        );

    /// <summary>A page of records.</summary>
    /// <exception cref="CrmException">Invalid: names the wrong parameters. Refused: the tenant is not set up.</exception>
    internal static async Task<RecordList> ReadAsync(Reading reading, RecordListQuery query)
    {
        var input = query.ToInput();
        var readAt = reading.Get<TimeProvider>().GetUtcNow();
        var settings = await DisplaySettings.ReadAsync(reading);
        Page<RecordView> page;
        try
        {
            page = await reading.ReadAsync(reading.Get<ListRecords>(), input);
        }
        catch (CrmException exception) when (exception.Error is CrmError.Invalid invalid && invalid.Problems.All(problem => IsOfField(problem, input)))
        {
            var wrong = invalid.Problems.ToLookup(problem => KeyOf(problem), problem => problem.Message);
            return new RecordList(query, input, settings, []) { ReadAt = readAt, Wrong = wrong.ToDictionary(one => one.Key, one => string.Join(" ", one)) };
        }
        var linked = page.Rows.SelectMany(row => RecordFields.KeysOf(query.Type).Select(row.Link)).Append(input.Company).OfType<RecordId>().Distinct().ToList();
        var names = (await reading.ReadAsync(reading.Get<NameRecords>(), new NameRecordsInput(linked))).ToDictionary(named => named.Record.Id);
        var formats = reading.Get<Formats>();
        return new RecordList(
            query,
            input,
            settings,
            [
                .. page.Rows.Select(record =>
                    Row(record, settings, formats, field => record.Link(field) is { } link ? names.GetValueOrDefault(link)?.Name : null)
                ),
            ]
        )
        {
            ReadAt = readAt,
            Next = page.Next is { } next ? query.With("after", next) : null,
            Company = input.Company is { } company ? names.GetValueOrDefault(company) : null,
        };
    }

    /// <summary>The engine names a field by its key, or as <c>custom.key</c>.</summary>
    private static string KeyOf(Problem problem) => problem.Field.Split('.')[^1];

    private static bool IsOfField(Problem problem, ListRecordsInput input) => input.Custom.ContainsKey(KeyOf(problem)) || input.SortByCustom == KeyOf(problem);

    private static ListedRecord Row(RecordView record, DisplaySettings settings, Formats formats, Func<string, string?> nameOf)
    {
        var row = new ListedRecord(record.Record, record.Name, "")
        {
            Stamp = ListedRecord.StampOf(record),
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
    /// <summary>Another one as soon as the record, or its last activity, is another.</summary>
    public required string Stamp { get; init; }

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

    /// <summary>The stamp of a record: its id, its revision, and the moment of its last activity.</summary>
    internal static string StampOf(RecordView record) =>
        string.Create(CultureInfo.InvariantCulture, $"{record.Record.Id.Value:N}{record.Revision}-{record.LastTouchedAt?.ToUnixTimeMilliseconds()}");

    /// <summary>The record of a stamp.</summary>
    internal static RecordId RecordOf(string stamp) => new(Guid.ParseExact(stamp.AsSpan(0, 32), "N"));
}
