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

    private const int Size = 50;
    private const int MaxSearch = 200;
    private const int MaxDays = 3_650;
    private static readonly string[] Names = ["search", "owner", "team", "stage", "status", "untouched", "sort", "deleted", "after", "batch", "done"];

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

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsFiltered => Names.Except(["sort", "after", "batch", "done"]).Any(name => Of(name).Length > 0);

    /// <summary>What the engine is asked.</summary>
    /// <exception cref="CrmException">Invalid: names the wrong parameters.</exception>
    public ListRecordsInput ToInput()
    {
        var problems = Query
            .Keys.Except(Names, StringComparer.OrdinalIgnoreCase)
            .Select(name => new Problem(name, $"It is unknown; allowed are {string.Join(", ", Names)}."))
            .ToList();
        var (owner, team, sort, days) = (Of("owner"), Of("team"), RecordSort.Name, 0);
        if (owner.Length > 0 && owner != Nobody && !Guid.TryParse(owner, out _))
            problems.Add(new Problem("owner", $"It must be a member's id or {Nobody}."));
        if (team.Length > 0 && !Guid.TryParse(team, out _))
            problems.Add(new Problem("team", "It must be a team's id."));
        if (Of("search").Length > MaxSearch)
            problems.Add(new Problem("search", $"It may have {MaxSearch} characters at most, had {Of("search").Length}."));
        if (Of("sort").Length > 0 && (!Enum.TryParse(Of("sort"), ignoreCase: true, out sort) || !SortsOf(Type).Contains(sort)))
            problems.Add(new Problem("sort", $"It must be one of {string.Join(", ", SortsOf(Type))}."));
        if (
            Of("untouched").Length > 0
            && (!int.TryParse(Of("untouched"), NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > MaxDays)
        )
            problems.Add(new Problem("untouched", $"It must be a number of days, 1–{MaxDays}."));
        LeadStatus status = default;
        if (Of("status").Length > 0 && !Enum.TryParse(Of("status"), ignoreCase: true, out status))
            problems.Add(new Problem("status", $"It must be one of {string.Join(", ", Enum.GetNames<LeadStatus>())}."));
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
        return new ListRecordsInput(Type)
        {
            Owner = Guid.TryParse(owner, out var member) ? new MemberId(member) : null,
            WithoutOwner = owner == Nobody,
            Team = Guid.TryParse(team, out var id) ? new TeamId(id) : null,
            Search = Of("search") is { Length: > 0 } search ? search : null,
            Stages = Of("stage") is { Length: > 0 } stage ? [stage] : null,
            Statuses = Of("status").Length > 0 ? [status] : null,
            UntouchedForDays = days > 0 ? days : null,
            IsDeleted = Of("deleted") == "true",
            Sort = sort,
            Page = new PageRequest(Size, Of("after") is { Length: > 0 } after ? after : null),
        };
    }

    /// <summary>The address with one parameter set, or left out where the value is null; pages and notices are left out.</summary>
    public string With(string name, string? value) =>
        Links.With(
            Links.To(Type),
            [.. Names.Except(["after", "batch", "done", name]).Select(other => new KeyValuePair<string, string?>(other, Of(other))), new(name, value)]
        );
}
