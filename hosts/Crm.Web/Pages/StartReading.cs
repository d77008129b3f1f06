using Crm.Kernel;
using Crm.Records;
using Crm.Stores;

namespace Crm.Web.Pages;

/// <summary>Reads what the start page shows.</summary>
internal sealed class StartReading(ListRecords list, NameRecords name, PageDataReading pages)
{
    private const int Size = 50;
    private const int MaxSearch = 200;
    private static readonly string[] Names = ["type", "search", "after"];

    /// <summary>A page of records.</summary>
    /// <exception cref="CrmException">Invalid: names the wrong parameters. Refused: the tenant is not set up.</exception>
    public async Task<StartModel> ReadAsync(ReadScope reads, IQueryCollection query, CancellationToken cancellationToken)
    {
        var (type, search) = Check(query);
        var after = query["after"].FirstOrDefault() is { Length: > 0 } cursor ? cursor : null;
        var data = await pages.LoadAsync(reads);
        var input = new ListRecordsInput(type) { Search = search, Page = new PageRequest(Size, after) };
        var page = await reads.ReadAsync(list, input);
        var linked = new NameRecordsInput([.. page.Rows.SelectMany(Facts.Linked).Distinct()]);
        var names = (await reads.ReadAsync(name, linked)).ToDictionary(named => named.Record.Id);
        return new StartModel
        {
            Type = type,
            Search = search,
            Rows = [.. page.Rows.Select(record => Row(record, data, names))],
            First = after is null ? null : Link(type, search, null),
            Next = page.Next is { } next ? Link(type, search, next) : null,
        };
    }

    private static (RecordType Type, string? Search) Check(IQueryCollection query)
    {
        var problems = query
            .Keys.Except(Names, StringComparer.OrdinalIgnoreCase)
            .Select(name => new Problem(name, $"It is unknown; allowed are {string.Join(", ", Names)}."))
            .ToList();
        var given = query["type"].FirstOrDefault() ?? Formats.Path(RecordType.Contact);
        var types = Enum.GetValues<RecordType>();
        var type = types.FirstOrDefault(each => string.Equals(Formats.Path(each), given, StringComparison.OrdinalIgnoreCase), (RecordType)(-1));
        if (!Enum.IsDefined(type))
            problems.Add(new Problem("type", $"It must be one of {string.Join(", ", types.Select(Formats.Path))}."));
        var search = query["search"].FirstOrDefault()?.Trim();
        if (search?.Length > MaxSearch)
            problems.Add(new Problem("search", $"It may have {MaxSearch} characters at most, had {search.Length}."));
        return problems.Count == 0 ? (type, string.IsNullOrEmpty(search) ? null : search) : throw CrmException.Invalid(problems);
    }

    private static string Link(RecordType type, string? search, string? after) =>
        Links.With("/", [new("type", Formats.Path(type)), new("search", search), new("after", after)]);

    private static ListedRecord Row(RecordView record, PageData data, Dictionary<RecordId, NamedRecord> names)
    {
        var row = new ListedRecord(record.Record, record.Name, "") { Owner = data.OwnerOf(record) };
        return record.Record.Type switch
        {
            RecordType.Lead => row with
            {
                About = Line(record.Text("title"), record.Text("company"), record.Text("email")),
                Badge = Formats.Label(record.Text("status")!),
            },
            RecordType.Contact => row with { About = Line(record.Text("title"), NameOf("company"), record.Text("email")) },
            RecordType.Company => row with { About = Line(record.Text("industry"), record.Text("domain"), record.Text("country")) },
            _ => row with
            {
                About = Line(NameOf("company"), NameOf("contact"), Formats.Day(record, "expected_close") is { } day ? $"closes {day}" : null),
                Amount = Formats.Amount(record),
                Badge = data.StageOf(record)?.Name ?? record.Text("stage"),
                Tone = data.StageOf(record)?.Kind switch
                {
                    StageKind.Won => "good",
                    StageKind.Lost => "bad",
                    _ => null,
                },
            },
        };

        string? NameOf(string field) => record.Link(field) is { } link && names.TryGetValue(link, out var named) ? named.Name : null;
    }

    private static string Line(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
