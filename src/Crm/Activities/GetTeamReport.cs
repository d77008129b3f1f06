using System.Globalization;
using System.Text;
using NodaTime;

namespace Crm.Activities;

/// <summary>Which work is reported. Null members do not narrow.</summary>
public sealed record GetTeamReportInput
{
    /// <summary>The first day of the first week; it is moved back to its Monday. Null: four weeks ago.</summary>
    public DateOnly? From { get; init; }

    /// <summary>How many weeks, 1–26.</summary>
    public int Weeks { get; init; } = 5;

    /// <summary>Only members of this team.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Only this member.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Whether the report comes as CSV too.</summary>
    public bool WithCsv { get; init; }
}

/// <summary>What members did, week by week, and what they have to do.</summary>
/// <param name="Weeks">The Mondays of the weeks, in the tenant's time zone.</param>
/// <param name="Members">The members, by name; those who left only where they did something.</param>
public sealed record TeamReportView(IReadOnlyList<DateOnly> Weeks, IReadOnlyList<MemberView> Members)
{
    /// <summary>When each week begins, in UTC, and at last when the last one ends: <c>activities.list</c> takes them, with a member and a type, for the rows behind a figure.</summary>
    public required IReadOnlyList<DateTimeOffset> Moments { get; init; }

    /// <summary>How many activities of each type each member logged in each week; what is none is left out.</summary>
    public required IReadOnlyList<DoneCount> Done { get; init; }

    /// <summary>Open and overdue work of each member; members with nothing are left out.</summary>
    public required IReadOnlyList<WorkCount> Work { get; init; }

    /// <summary>The tenant's time zone (IANA), in which weeks begin.</summary>
    public required string Zone { get; init; }

    /// <summary>Lines of CSV: a member, a week and a type each; null where they were not asked for.</summary>
    public string? Csv { get; init; }
}

/// <summary>Reports what members logged, week by week, and what they have to do: the caller's own work, and that of those whose records the caller sees.</summary>
/// <remarks>Invalid: the weeks are out of range.</remarks>
public sealed class GetTeamReport : UseCase<GetTeamReportInput, TeamReportView>
{
    private const int MaxWeeks = 26;

    internal GetTeamReport(UseCaseExecutor executor)
        : base(executor, "team.report", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<TeamReportView> DecideAsync(Work work, GetTeamReportInput input)
    {
        if (input.Weeks is < 1 or > MaxWeeks)
            throw CrmException.Invalid("weeks", $"It must be 1–{MaxWeeks}, was {input.Weeks}.");
        if (input.From is { Year: < 1900 or > 9000 })
            throw CrmException.Invalid("from", $"It must be a day from 1900 on, was {input.From:yyyy-MM-dd}.");
        var zone = await work.TenantZoneAsync();
        var rules = Zones.RulesOrUtc(zone);
        var day = input.From is { } from ? LocalDate.FromDateOnly(from) : Instant.FromDateTimeOffset(work.Now).InZone(rules).Date.PlusWeeks(1 - input.Weeks);
        var monday = day.DayOfWeek == IsoDayOfWeek.Monday ? day : day.Previous(IsoDayOfWeek.Monday);
        var mondays = Enumerable.Range(0, input.Weeks + 1).Select(week => monday.PlusWeeks(week)).ToList();
        var moments = mondays.ConvertAll(date => rules.AtStartOfDay(date).ToDateTimeOffset().ToUniversalTime());
        var members = MembersOf(work.Access, input.Team, input.Member).ToDictionary(member => member.Id);
        var filter = new TeamReportFilter
        {
            Members = members.Keys,
            Weeks = moments,
            Now = work.Now,
        };
        var report = await work.Stores.Activities.GetTeamReportAsync(filter, work.Cancellation);
        var busy = report.Done.Select(count => count.Member).Concat(report.Work.Select(count => count.Member)).ToHashSet();
        var shown = members
            .Values.Where(member => member.IsActive || busy.Contains(member.Id))
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(member => member.Id.Value)
            .Select(MemberView.Of)
            .ToList();
        var view = new TeamReportView([.. mondays.SkipLast(1).Select(date => date.ToDateOnly())], shown)
        {
            Moments = moments,
            Done = [.. report.Done.OrderBy(count => count.Week).ThenBy(count => count.TypeKey, StringComparer.Ordinal)],
            Work = report.Work,
            Zone = zone,
        };
        return input.WithCsv ? view with { Csv = CsvOf(view) } : view;
    }

    /// <summary>Those whose work the caller may see: the caller, and the owners of the records that the caller sees.</summary>
    internal static IEnumerable<Member> MembersOf(Access access, TeamId? team, MemberId? only) =>
        access.Members.Values.Where(member => access.Sees(member.Id) && (team is null || member.Team == team) && (only is null || member.Id == only));

    private static string CsvOf(TeamReportView view)
    {
        var (done, work) = (view.Done.ToLookup(count => count.Member), view.Work.ToDictionary(count => count.Member));
        var csv = new StringBuilder(CsvText.Line(["member", "week", "type", "activities", "open", "overdue"]));
        foreach (var member in view.Members)
        {
            var own = work.GetValueOrDefault(member.Id);
            foreach (var count in done[member.Id].DefaultIfEmpty())
                csv.Append(
                    CsvText.Line([
                        member.Name,
                        count is null ? null : view.Weeks[count.Week].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        count?.TypeKey,
                        Text(count?.Count),
                        Text(own?.Open),
                        Text(own?.Overdue),
                    ])
                );
        }
        return csv.ToString();
    }

    private static string Text(int? number) => (number ?? 0).ToString(CultureInfo.InvariantCulture);
}
