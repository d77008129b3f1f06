namespace Crm.Activities;

/// <summary>Which records an activity is about besides.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Records">The records to add, at least one; the activity may be linked to 50 in all.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record LinkActivityInput(ActivityId Id, IReadOnlyList<RecordRef> Records, int? Revision = null);

/// <summary>Links an activity to further records, whose timelines show it from now on. Publishes <c>activity.linked</c>.</summary>
/// <remarks>
/// Records that it is linked to already are left alone. NotFound: the activity or a record is unknown, deleted, or not for the caller to see. Stale: somebody else changed it. Invalid: there are no records, or too
/// many. Forbidden: it is an open task of another member, and the caller may not act for others.
/// </remarks>
public sealed class LinkActivity : UseCase<LinkActivityInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal LinkActivity(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activity.link", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.plugins = plugins;

    private protected override async Task<ActivityView> DecideAsync(Work work, LinkActivityInput input)
    {
        if (input.Records.Count == 0)
            throw CrmException.Invalid("records", "No records were given; name at least one.");
        var stored = await work.GetActivityAsync(input.Id, input.Revision);
        if (stored.Activity.State == ActivityState.Open)
            work.RequireMine(stored.Activity);
        var further = await LinkedRecords.RequireAsync(work, input.Records);
        var all = stored.Records.Select(record => record.Id).Union(further.Ids).Count();
        if (all > LinkedRecords.Max)
            throw CrmException.Invalid("records", $"An activity may be linked to {LinkedRecords.Max} records at most; it would be {all}.");
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var linked = ActivityDecisions.Link(work.Changes, rules, stored, further, work.Now);
        if (linked.Revision != stored.Activity.Revision)
            work.RecordLink(stored, further.Refs, linked);
        return ActivityView.Of(linked);
    }
}
