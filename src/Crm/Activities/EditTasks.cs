namespace Crm.Activities;

/// <summary>What is to change about several tasks or drafts; null members stay.</summary>
/// <param name="Tasks">1 to 200 tasks or drafts; one that is named twice counts once.</param>
public sealed record EditTasksInput(IReadOnlyList<ActivityId> Tasks)
{
    /// <summary>Until when they are to be done now: later than now, at most a year ahead.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is to do them: an active member.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Whether anybody may do them; wins over <see cref="Assignee"/>.</summary>
    public bool ForAnybody { get; init; }
}

/// <summary>Puts tasks and drafts off, gives them to another member, or both. Sequences that wait for them go on waiting. Publishes <c>activity.edited</c> for each.</summary>
/// <remarks>
/// Invalid: there are no tasks, too many, nothing to change, no such active member, or the time is out of range. Forbidden: one waits for another member, and the caller may not act for others; then none is changed. Refused
/// one by one: unknown tasks, and those that are not open (<c>task-not-open</c>).
/// </remarks>
public sealed class EditTasks : UseCase<EditTasksInput, BulkTasksResult>
{
    private const int MaxDaysAhead = 366;

    private readonly PluginCatalog plugins;

    internal EditTasks(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "tasks.edit", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.plugins = plugins;

    private protected override async Task<BulkTasksResult> DecideAsync(Work work, EditTasksInput input)
    {
        if (input is { DueAt: null, Assignee: null, ForAnybody: false })
            throw CrmException.Invalid("dueAt", "Nothing is to change; give a time, a member, or both.");
        if (input.DueAt is { } due && (due <= work.Now || due > work.Now.AddDays(MaxDaysAhead)))
            throw CrmException.Invalid("dueAt", $"It must be later than now and at most {MaxDaysAhead} days ahead, was {due:u}.");
        work.RequireAssignee(input.Assignee);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        return await BulkTasks.EachAsync(work, input.Tasks, stored => Task.FromResult(Edit(work, rules, stored, input)));
    }

    private static Activity Edit(Work work, ActivityRules rules, StoredActivity stored, EditTasksInput input)
    {
        var wanted = stored.Activity with
        {
            DueAt = input.DueAt?.ToMicroseconds() ?? stored.Activity.DueAt,
            Assignee = input.ForAnybody ? null : input.Assignee ?? stored.Activity.Assignee,
        };
        if (wanted == stored.Activity)
            return stored.Activity;
        var edited = ActivityDecisions.Edit(work.Changes, rules, stored.Activity, wanted, stored.Entries, work.Now);
        work.RecordChange("activity.edited", stored.Record, stored.Activity, edited);
        return edited;
    }
}
