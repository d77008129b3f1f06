using System.Globalization;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Web.Pages;

/// <summary>Which part of a list an address asks for.</summary>
/// <param name="Type">The type of record.</param>
/// <param name="Query">The address's parameters; none of them unknown.</param>
public sealed record RecordListQuery(RecordType Type, IQueryCollection Query)
{
    /// <summary>Value of <c>owner</c> for records that nobody owns.</summary>
    public const string Nobody = "nobody";

    /// <summary>What the parameter of a custom field begins with; the field's key follows.</summary>
    public const string FieldPrefix = "field.";

    private const int Size = 50;
    private const int MaxSearch = 200;
    private const int MaxDays = 3_650;
    private const char Separator = ',';
    private static readonly string[] Filters = ["search", "owner", "team", "company", "pipeline", "stage", "status", "untouched", "deleted"];

    /// <summary>What belongs to one look at the list, and is left behind as one goes on.</summary>
    private static readonly string[] Passing = ["after", "batch", "done", "undone", "saved", "removed"];
    private static readonly string[] Names = [.. Filters, "sort", "view", .. Passing];

    /// <summary>Wanted values of custom fields, by the field's key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } =
        Query
            .Keys.Where(name => name.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(Query[name]))
            .ToDictionary(name => name[FieldPrefix.Length..], name => Query[name].ToString().Trim());

    /// <summary>Sorts that a list of the type offers, the first is the default.</summary>
    public static IReadOnlyList<RecordSort> SortsOf(RecordType type) =>
        type == RecordType.Deal
            ?
            [
                RecordSort.Name,
                RecordSort.Newest,
                RecordSort.LastChanged,
                RecordSort.LastTouched,
                RecordSort.LongestUntouched,
                RecordSort.Amount,
                RecordSort.ExpectedClose,
                RecordSort.StageSince,
            ]
            : [RecordSort.Name, RecordSort.Newest, RecordSort.LastChanged, RecordSort.LastTouched, RecordSort.LongestUntouched];

    /// <summary>A parameter's value; empty where it is not given.</summary>
    public string Of(string name) => Query[name].FirstOrDefault()?.Trim() ?? "";

    /// <summary>A parameter's values, which commas separate.</summary>
    public string[] AllOf(string name) => Of(name).Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsFiltered => Fields.Count > 0 || Filters.Any(name => Of(name).Length > 0);

    /// <summary>The saved view that the list is looked at by, or null.</summary>
    public SavedViewId? View => Guid.TryParse(Of("view"), out var view) ? new SavedViewId(view) : null;

    /// <summary>What is kept as one goes on: filters, order and view.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Kept =>
        [
            .. Filters.Append("sort").Append("view").Select(name => new KeyValuePair<string, string?>(name, Of(name))),
            .. Fields.Select(wanted => new KeyValuePair<string, string?>(FieldPrefix + wanted.Key, wanted.Value)),
        ];

    /// <summary>The address of the list from its beginning.</summary>
    public string Address => Links.With(Links.To(Type), Kept);

    /// <summary>The address with one parameter set, or left out where the value is null; pages and notices are left out.</summary>
    public string With(string name, string? value) =>
        Links.With(Links.To(Type), [.. Kept.Where(pair => !pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), new(name, value)]);

    /// <summary>What the engine is asked.</summary>
    /// <exception cref="CrmException">Invalid: names the wrong parameters.</exception>
    public ListRecordsInput ToInput()
    {
        var problems = Query
            .Keys.Where(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => new Problem(name, $"It is unknown; allowed are {string.Join(", ", Names)}, {FieldPrefix}KEY."))
            .ToList();
        if (Of("search").Length > MaxSearch)
            problems.Add(new Problem("search", $"It may have {MaxSearch} characters at most, had {Of("search").Length}."));
        var isNobodys = Of("owner") == Nobody;
        var owners = isNobodys ? [] : Ids("owner", $"It must be a member's id or {Nobody}.", problems);
        var statuses = AllOf("status").Select(status => StatusOf(status, problems)).ToList();
        var (sort, sortByCustom) = SortOf(problems);
        var input = new ListRecordsInput(Type)
        {
            Owner = owners is [var owner] ? new MemberId(owner) : null,
            Owners = owners.Count > 1 ? [.. owners.Select(one => new MemberId(one))] : null,
            WithoutOwner = isNobodys,
            Team = Ids("team", "It must be a team's id.", problems) is [var team, ..] ? new TeamId(team) : null,
            Company = Ids("company", "It must be a company's id.", problems) is [var company, ..] ? new RecordId(company) : null,
            Search = Of("search") is { Length: > 0 } search ? search : null,
            Pipeline = Of("pipeline") is { Length: > 0 } pipeline ? pipeline : null,
            Stages = AllOf("stage") is { Length: > 0 } stages ? stages : null,
            Statuses = statuses.Count > 0 ? statuses : null,
            UntouchedForDays = DaysOf(problems),
            Custom = Fields,
            IsDeleted = Of("deleted") == "true",
            Sort = sort,
            SortByCustom = sortByCustom,
            Page = new PageRequest(Size, Of("after") is { Length: > 0 } after ? after : null),
        };
        return problems.Count == 0 ? input : throw CrmException.Invalid(problems);
    }

    /// <summary>The address of a list by a saved view.</summary>
    public static string AddressOf(SavedViewView view, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Links.With(Links.To(view.List.Type), [.. ParametersOf(view.List), new("view", view.Id?.ToString()), .. more]);

    /// <summary>Whether two lists narrow and order alike.</summary>
    public static bool IsSame(ListRecordsInput one, ListRecordsInput other) => Links.With("", ParametersOf(one)) == Links.With("", ParametersOf(other));

    private static IEnumerable<KeyValuePair<string, string?>> ParametersOf(ListRecordsInput list)
    {
        var owners = (list.Owners ?? []).Select(owner => owner.ToString()).Order();
        yield return new("search", list.Search);
        yield return new("owner", list.WithoutOwner ? Nobody : list.Owner?.ToString() ?? string.Join(Separator, owners));
        yield return new("team", list.Team?.ToString());
        yield return new("company", list.Company?.ToString());
        yield return new("pipeline", list.Pipeline);
        yield return new("stage", string.Join(Separator, (list.Stages ?? []).Order(StringComparer.Ordinal)));
        yield return new("status", string.Join(Separator, (list.Statuses ?? []).Order().Select(status => status.ToString().ToLowerInvariant())));
        yield return new("untouched", list.UntouchedForDays?.ToString(CultureInfo.InvariantCulture));
        yield return new("deleted", list.IsDeleted ? "true" : null);
        foreach (var (key, value) in list.Custom.OrderBy(field => field.Key, StringComparer.Ordinal))
            yield return new(FieldPrefix + key, value);
        yield return new(
            "sort",
            list.SortByCustom is { } field ? FieldPrefix + field
                : list.Sort == RecordSort.Name ? null
                : list.Sort.ToString()
        );
    }

    private List<Guid> Ids(string name, string wanted, List<Problem> problems)
    {
        var ids = AllOf(name).Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).ToList();
        if (ids.Contains(null))
            problems.Add(new Problem(name, wanted));
        return [.. ids.OfType<Guid>()];
    }

    private static LeadStatus StatusOf(string text, List<Problem> problems)
    {
        if (!Enum.TryParse<LeadStatus>(text, ignoreCase: true, out var status))
            problems.Add(new Problem("status", $"It must be one of {string.Join(", ", Enum.GetNames<LeadStatus>())}."));
        return status;
    }

    private (RecordSort Sort, string? Custom) SortOf(List<Problem> problems)
    {
        var text = Of("sort");
        if (text.StartsWith(FieldPrefix, StringComparison.OrdinalIgnoreCase))
            return (RecordSort.Name, text[FieldPrefix.Length..]);
        var sort = RecordSort.Name;
        if (text.Length > 0 && (!Enum.TryParse(text, ignoreCase: true, out sort) || !SortsOf(Type).Contains(sort)))
            problems.Add(new Problem("sort", $"It must be one of {string.Join(", ", SortsOf(Type))}, {FieldPrefix}KEY."));
        return (sort, null);
    }

    private int? DaysOf(List<Problem> problems)
    {
        if (Of("untouched").Length == 0)
            return null;
        if (int.TryParse(Of("untouched"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays)
            return days;
        problems.Add(new Problem("untouched", $"It must be a number of days, 1–{MaxDays}."));
        return null;
    }
}
