using Crm.Tenancy;

namespace Crm.Activities;

/// <summary>The activity to delete.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record DeleteActivityInput(ActivityId Id, int? Revision = null);

/// <summary>Deletes an activity; a tombstone keeps its place in the timelines. A sequence that waits for it goes on, as if the step was skipped. Takes <see cref="Right.EditRecords"/>; publishes <c>activity.deleted</c>.</summary>
public sealed class DeleteActivity(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The activity as it stood, with the moment of its deletion.</returns>
    /// <exception cref="CrmException">NotFound: it is unknown, deleted already, or not for the caller to see. Stale: somebody else changed it.</exception>
    public Task<Activity> ExecuteAsync(Caller caller, DeleteActivityInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "activity.delete", Right.EditRecords, input, work => DeleteAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<Activity> DeleteAsync(Work work, DeleteActivityInput input, CancellationToken cancellationToken)
    {
        var stored = await StoredActivity.RequireAsync(work, input.Id, input.Revision, cancellationToken);
        if (stored.Activity.State == ActivityState.Open)
            TaskEnding.RequireMine(work, stored.Activity);
        var deleted = ActivityDecisions.Delete(work.Changes, stored.Activity, stored.Entries, work.Now);
        await TaskEnding.GoOnAsync(work, stored.Activity, TaskEnd.Skipped, cancellationToken);
        ActivityTrail.Leave(work, "activity.deleted", stored.Record, stored.Activity, deleted);
        return deleted;
    }
}
