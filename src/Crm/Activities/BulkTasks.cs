namespace Crm.Activities;

/// <summary>A change of several tasks or drafts: each is decided by itself, and one that cannot be changed does not hold up the others.</summary>
internal static class BulkTasks
{
    private const int Max = 200;

    /// <summary>Changes each task.</summary>
    /// <exception cref="CrmException">Invalid: there are none, or too many. Forbidden: one is another member's, and the caller may not act for others; then none is changed.</exception>
    public static async Task<BulkTasksResult> EachAsync(Work work, IReadOnlyList<ActivityId> tasks, Func<StoredActivity, Task<Activity>> change)
    {
        var wanted = tasks.Distinct().ToList();
        if (wanted.Count is 0 or > Max)
            throw CrmException.Invalid("tasks", $"It must name 1–{Max} tasks, named {wanted.Count}.");
        var found = await work.FindActivitiesAsync(wanted);
        foreach (var stored in found.Values)
            work.RequireMine(stored.Activity);
        var changed = new List<ActivityView>();
        var refused = new List<Refusal>();
        foreach (var id in wanted)
        {
            work.Changes.Mark();
            try
            {
                var stored = found.GetValueOrDefault(id) ?? throw CrmException.NotFound("activity", id.ToString());
                ActivityWork.RequireOpen(stored.Activity);
                changed.Add(ActivityView.Of(await change(stored)));
            }
            catch (CrmException exception) when (exception.Error is CrmError.Invalid or CrmError.Refused or CrmError.NotFound)
            {
                work.Changes.Return();
                refused.Add(Refusal.Of(id.ToString(), exception.Error));
            }
        }
        return new BulkTasksResult(changed, refused);
    }
}
