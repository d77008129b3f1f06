using Crm.Timeline;

namespace Crm.Activities;

/// <summary>Which activities to list. Null members do not narrow.</summary>
/// <param name="From">At or after.</param>
/// <param name="To">Before.</param>
public sealed record ListActivitiesInput(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only of this member.</summary>
    public MemberId? Member { get; init; }

    /// <summary>Only of members of this team.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Only of these types; <c>call</c> stands for <c>crm.call</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>An activity that a member logged.</summary>
/// <param name="Id">The activity.</param>
/// <param name="TypeKey">Key of its type.</param>
/// <param name="Subject">One line; empty where the caller may see none of its records.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="Author">Who logged it.</param>
/// <param name="AuthorName">That member's name.</param>
public sealed record LoggedActivity(ActivityId Id, string TypeKey, string Subject, DateTimeOffset OccurredAt, Actor Author, string AuthorName)
{
    /// <summary>The beginning of its text on one line, at most 200 characters; null without one.</summary>
    public string? Snippet { get; init; }

    /// <summary>Key of the outcome, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, in seconds, or null.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>The first of its records that the caller may see, with its name; null for none.</summary>
    public NamedRecord? Record { get; init; }
}

/// <summary>Lists what members logged, the newest first: the rows behind a figure of <see cref="GetTeamReport"/>. Only of the caller and of those whose records the caller sees.</summary>
/// <remarks>Invalid: the times are out of order, or the cursor is of another list.</remarks>
public sealed class ListActivities : UseCase<ListActivitiesInput, Page<LoggedActivity>>
{
    private readonly PluginCatalog plugins;

    internal ListActivities(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activities.list", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<Page<LoggedActivity>> DecideAsync(Work work, ListActivitiesInput input)
    {
        if (input.From > input.To)
            throw CrmException.Invalid("from", $"It must not be after to; from was {input.From:u}, to {input.To:u}.");
        var filter = new DoneActivityFilter
        {
            Members = [.. GetTeamReport.MembersOf(work.Access, input.Team, input.Member).Select(member => member.Id)],
            From = input.From.ToUniversalTime(),
            To = input.To.ToUniversalTime(),
            TypeKeys = plugins.TypeKeys(input.Types),
            VisibleOwners = work.Access.VisibleOwners,
        };
        var page = await work.Stores.Activities.ListDoneAsync(filter, input.Page, work.Cancellation);
        var ids = page.Rows.Select(row => row.Record?.Id).OfType<RecordId>().ToHashSet();
        var headers = ids.Count == 0 ? [] : await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation);
        var visible = headers.Where(header => work.Access.Sees(header.Owner)).Select(header => header.Ref.Id).ToHashSet();
        return new Page<LoggedActivity>([.. page.Rows.Select(row => View(work.Access, row, visible))], page.Next);
    }

    /// <summary>What was done for records that the caller does not see counts, and no more is said of it.</summary>
    private static LoggedActivity View(Access access, OpenActivity row, HashSet<RecordId> visible)
    {
        var (activity, record) = (row.Activity, row.Record);
        var isSeen = record is { } about && visible.Contains(about.Id);
        return new LoggedActivity(
            activity.Id,
            activity.TypeKey,
            isSeen ? activity.Subject : "",
            activity.OccurredAt,
            activity.Author,
            access.NameOf(activity.Author)
        )
        {
            Snippet = isSeen ? OneLine.Of(activity.Body, TimelineWriter.MaxSnippet) : null,
            Outcome = activity.Outcome,
            DurationSeconds = activity.DurationSeconds,
            Record = isSeen ? new NamedRecord(record!.Value, row.RecordName!) : null,
        };
    }
}
