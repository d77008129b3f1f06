using System.Text.Json;

namespace Crm.Activities;

/// <summary>Changes to an activity; null members stay as they are.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Revision">The revision that the change was made from.</param>
public sealed record EditActivityInput(ActivityId Id, int Revision)
{
    /// <summary>One line; empty takes the type's summary, else its label.</summary>
    public string? Subject { get; init; }

    /// <summary>The body; empty removes it.</summary>
    public string? Body { get; init; }

    /// <summary>Key of an outcome; a retired one may stay, but is not set anew.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, 0 to 30 days.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where it happened.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part, all of them.</summary>
    public IReadOnlyList<Attendee>? Attendees { get; init; }

    /// <summary>Inbound or outbound.</summary>
    public ActivityDirection? Direction { get; init; }

    /// <summary>Until when it is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where a recording can be heard.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The type's own record, as a whole.</summary>
    public JsonElement? Details { get; init; }

    /// <summary>Whatever is kept with it, as a whole.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>When it happened; its entries move there.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who is to do it.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Columns that are emptied; they win over members.</summary>
    public ActivityFields Clear { get; init; }
}

/// <summary>Changes what an activity says; when it was written down and by whom stays. Publishes <c>activity.edited</c>.</summary>
/// <remarks>
/// NotFound: it is unknown, deleted, or not for the caller to see. Stale: somebody else changed it. Invalid: a member is wrong; every wrong member is named. Forbidden: it is an open task of another member, and the
/// caller may not act for others. Refused with <c>draft</c>: an open draft is changed by EditDraft.
/// </remarks>
public sealed class EditActivity : UseCase<EditActivityInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal EditActivity(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activity.edit", Right.EditRecords, WorkKind.Write)
    {
        this.plugins = plugins;
        ConditionalRights = [Right.ActForOthers];
    }

    private protected override async Task<ActivityView> DecideAsync(Work work, EditActivityInput input)
    {
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        if (stored.Activity.State == ActivityState.Open)
            work.RequireMine(stored.Activity);
        ActivityWork.RequireNoDraft(stored.Activity);
        if (input.Assignee != stored.Activity.Assignee)
            work.RequireAssignee(input.Assignee);
        if (input.Attendees is { } attendees)
            input = input with { Attendees = await Attendees.ResolveAsync(work, attendees, stored.Activity.Attendees) };
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var edited = ActivityDecisions.Edit(work.Changes, rules, stored.Activity, Wanted(stored.Activity, input), stored.Entries, work.Now);
        work.RecordChange("activity.edited", stored.Record, stored.Activity, edited);
        return ActivityView.Of(edited);
    }

    private static Activity Wanted(Activity before, EditActivityInput input)
    {
        bool Clears(ActivityFields column) => input.Clear.HasFlag(column);
        return before with
        {
            Subject = input.Subject ?? before.Subject,
            Body = Text(input.Body, before.Body),
            Outcome = Clears(ActivityFields.Outcome) ? null : Text(input.Outcome, before.Outcome),
            DurationSeconds = Clears(ActivityFields.Duration) ? null : ActivityRules.Seconds(input.Duration) ?? before.DurationSeconds,
            Location = Clears(ActivityFields.Location) ? null : Text(input.Location, before.Location),
            Attendees = Clears(ActivityFields.Attendees) ? [] : input.Attendees ?? before.Attendees,
            Direction = Clears(ActivityFields.Direction) ? null : input.Direction ?? before.Direction,
            DueAt = Clears(ActivityFields.Due) ? null : input.DueAt?.ToMicroseconds() ?? before.DueAt,
            RecordingUrl = Clears(ActivityFields.Recording) ? null : Text(input.RecordingUrl, before.RecordingUrl),
            Details = input.Details is null ? before.Details : ActivityRules.Json(input.Details),
            Metadata = input.Metadata is null ? before.Metadata : ActivityRules.Json(input.Metadata),
            OccurredAt = input.OccurredAt?.ToMicroseconds() ?? before.OccurredAt,
            Assignee = input.Assignee ?? before.Assignee,
        };
    }

    private static string? Text(string? wanted, string? before) =>
        wanted is null ? before
        : string.IsNullOrWhiteSpace(wanted) ? null
        : wanted;
}
