using Crm.Timeline;
using NodaTime;

namespace Crm.Activities;

/// <summary>What there is for a member to do and to know today.</summary>
/// <param name="Day">Which day it is, in the member's time zone, else the tenant's.</param>
/// <param name="Zone">That time zone (IANA).</param>
public sealed record DayView(DateOnly Day, string Zone)
{
    /// <summary>The member's open tasks that are overdue.</summary>
    public int Overdue { get; init; }

    /// <summary>The member's open tasks that become due today.</summary>
    public int DueToday { get; init; }

    /// <summary>The member's drafts that wait for approval.</summary>
    public int Drafts { get; init; }

    /// <summary>Messages whose delivery is unknown, at most 1,000: about the member's records, or from the member's mailbox.</summary>
    public int UnknownMessages { get; init; }

    /// <summary>Blocked enrollments in the member's name; where the tenant has more than 5,000, those among the newest.</summary>
    public int BlockedEnrollments { get; init; }

    /// <summary>Steps that sequences do today in the member's name; where the tenant has more than 5,000 due, those among the first.</summary>
    public int SequenceSteps { get; init; }

    /// <summary>Tasks that are overdue or due today, the earliest first.</summary>
    public IReadOnlyList<TaskView> Tasks { get; init; } = [];

    /// <summary>Drafts, the earliest due first.</summary>
    public IReadOnlyList<TaskView> DraftRows { get; init; } = [];

    /// <summary>Messages whose delivery is unknown, the newest first.</summary>
    public IReadOnlyList<DayMessage> Messages { get; init; } = [];

    /// <summary>Steps that sequences do today, the earliest first.</summary>
    public IReadOnlyList<DayStep> Steps { get; init; } = [];

    /// <summary>Emails that came in about the member's records since yesterday began, whoever wrote them down, the newest first; each came by (<see cref="TimelineEntryView.Via"/>) the record that it stands with.</summary>
    public IReadOnlyList<TimelineEntryView> Replies { get; init; } = [];

    /// <summary>What others did to the member's records since yesterday began, other than emails that came in, the newest first; each came by (<see cref="TimelineEntryView.Via"/>) the record that it stands with.</summary>
    public IReadOnlyList<TimelineEntryView> Changes { get; init; } = [];
}

/// <summary>Shows the caller's day: tasks due and overdue, drafts to approve, messages that wait for an answer, what sequences do today, and what came in and changed on the caller's records since yesterday.</summary>
/// <remarks>Of each kind at most ten rows. Whoever is no member has nothing to do.</remarks>
public sealed class GetDay : UseCase<NoInput, DayView>
{
    private readonly PluginCatalog plugins;

    internal GetDay(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "day.get", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<DayView> DecideAsync(Work work, NoInput input)
    {
        var zone = work.Access.Member?.Zone ?? await work.TenantZoneAsync();
        var rules = Zones.RulesOrUtc(zone);
        var day = Instant.FromDateTimeOffset(work.Now).InZone(rules).Date;
        var view = new DayView(day.ToDateOnly(), zone);
        if (work.Access.Member is not { } member)
            return view;
        var found = await work.Stores.Activities.GetDayAsync(
            new MemberDayFilter
            {
                Member = member.Id,
                VisibleOwners = work.Access.VisibleOwners,
                Now = work.Now,
                End = rules.AtStartOfDay(day.PlusDays(1)).ToDateTimeOffset().ToUniversalTime(),
                ChangedSince = rules.AtStartOfDay(day.PlusDays(-1)).ToDateTimeOffset().ToUniversalTime(),
            },
            work.Cancellation
        );
        return view with
        {
            Overdue = found.Overdue,
            DueToday = found.DueToday,
            Drafts = found.Drafts,
            UnknownMessages = found.UnknownMessages,
            BlockedEnrollments = found.BlockedEnrollments,
            SequenceSteps = found.SequenceSteps,
            Tasks = [.. found.Tasks.Select(row => ListTasks.View(work.Access, row, withText: false))],
            DraftRows = [.. found.DraftRows.Select(row => ListTasks.View(work.Access, row, withText: false))],
            Messages = found.Messages,
            Steps = found.Steps,
            Replies = [.. found.Replies.Select(change => View(work.Access, change))],
            Changes = [.. found.Changes.Select(change => View(work.Access, change))],
        };
    }

    private TimelineEntryView View(Access access, DayChange change) =>
        TimelineEntryView.Of(
            change.Entry,
            access.NameOf(change.Entry.Author),
            [change.Record],
            change.Entry.Kind == TimelineKind.Activity ? plugins.ActivityTypes.GetValueOrDefault(change.Entry.TypeKey)?.Descriptor.Label : null
        );
}
