using Crm.Kernel;
using Crm.Records;
using Crm.Stores;

namespace Crm.Web.Pages;

/// <summary>Reads what the start page shows.</summary>
internal sealed class StartReading(ListRecords list, PageDataReading pages)
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
        var filter = new RecordFilter { Type = type, Search = search };
        var page = await list.ExecuteAsync(CrmWeb.Caller, filter, new PageRequest(Size, after), cancellationToken);
        var names = await pages.NamesAsync(page.Rows.SelectMany(Facts.Linked), cancellationToken);
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
        var given = query["type"].FirstOrDefault() ?? Words.Path(RecordType.Contact);
        var types = Enum.GetValues<RecordType>();
        var type = types.FirstOrDefault(each => string.Equals(Words.Path(each), given, StringComparison.OrdinalIgnoreCase), (RecordType)(-1));
        if (!Enum.IsDefined(type))
            problems.Add(new Problem("type", $"It must be one of {string.Join(", ", types.Select(Words.Path))}."));
        var search = query["search"].FirstOrDefault()?.Trim();
        if (search?.Length > MaxSearch)
            problems.Add(new Problem("search", $"It may have {MaxSearch} characters at most, had {search.Length}."));
        return problems.Count == 0 ? (type, string.IsNullOrEmpty(search) ? null : search) : throw CrmException.Invalid(problems);
    }

    private static string Link(RecordType type, string? search, string? after) =>
        Links.With("/", [new("type", Words.Path(type)), new("search", search), new("after", after)]);

    private static ListedRecord Row(CrmRecord record, PageData data, IReadOnlyDictionary<RecordId, NamedRecord> names)
    {
        var row = new ListedRecord(record.Ref, record.Name, "") { Owner = data.OwnerOf(record) };
        return record switch
        {
            Lead lead => row with { About = Line(lead.JobTitle, lead.CompanyName, lead.Email), Badge = lead.Status.ToString() },
            Contact contact => row with { About = Line(contact.JobTitle, NameOf(contact.Company), contact.Email) },
            Company company => row with { About = Line(company.Industry, company.Domain, company.Country) },
            Deal deal => row with
            {
                About = Line(NameOf(deal.Company), NameOf(deal.Contact), deal.ExpectedClose is { } day ? $"closes {Words.Day(day)}" : null),
                Amount = Words.Amount(deal),
                Badge = data.StageOf(deal)?.Name ?? deal.Stage,
                Tone = data.StageOf(deal)?.Kind switch
                {
                    StageKind.Won => "good",
                    StageKind.Lost => "bad",
                    _ => null,
                },
            },
            _ => row,
        };

        string? NameOf(RecordId? id) => id is { } link && names.TryGetValue(link, out var named) ? named.Name : null;
    }

    private static string Line(params IEnumerable<string?> parts) => string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
