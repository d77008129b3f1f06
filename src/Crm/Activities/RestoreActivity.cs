using System.Text.Json;

namespace Crm.Activities;

/// <summary>The activity to restore.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record RestoreActivityInput(ActivityId Id, int? Revision = null);

/// <summary>Restores a deleted activity: the timelines show it again, in its place. A task that was open is open again, unless a sequence waited for it. Publishes <c>activity.restored</c>.</summary>
/// <remarks>
/// NotFound: it is unknown or not for the caller to see. Stale: somebody else changed it. Refused with <c>not-deleted</c>. Invalid: its type is not loaded. Forbidden: it is another member's task, and the
/// caller may not act for others.
/// </remarks>
public sealed class RestoreActivity : UseCase<RestoreActivityInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal RestoreActivity(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "activity.restore", Right.EditRecords, WorkKind.Write, Right.ActForOthers) => this.plugins = plugins;

    private protected override async Task<ActivityView> DecideAsync(Work work, RestoreActivityInput input)
    {
        var stored = await work.FindActivityAsync(input.Id, input.Revision);
        if (stored.Activity.State != ActivityState.Logged)
            work.RequireMine(stored.Activity);
        var rules = await ActivityRules.LoadAsync(work.Stores, plugins, work.Cancellation);
        var wasOpen = stored.Activity is { State: ActivityState.Cancelled, DeletedAt: not null } && await WasOpenAsync(work, stored.Activity);
        var restored = ActivityDecisions.Restore(work.Changes, rules, stored.Activity, stored.Entries, wasOpen, work.Now);
        work.RecordChange("activity.restored", stored.Record, stored.Activity, restored);
        return ActivityView.Of(restored);
    }

    /// <summary>Deleting cancels what is open; what it was before stands in the audit alone.</summary>
    private static async Task<bool> WasOpenAsync(Work work, Activity activity)
    {
        var audit = await work.Stores.Audit.ListAsync($"activity:{activity.Id}", new PageRequest(20), work.Cancellation);
        return audit.Rows.FirstOrDefault(row => row.Action == DeleteActivity.Name) is { Before: { } before }
            && JsonElement.Parse(before).TryGetProperty("state", out var state)
            && state.GetString() == "open";
    }
}
