using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Components;

/// <summary>Takes back what was done to tasks: a completed one is opened again, a changed one gets back when it was due and whose it was, and a call that was logged on the way is removed.</summary>
internal sealed class TaskUndo(Engine engine, Sentences sentences, IStringLocalizer<Texts> texts)
{
    /// <summary>Takes it back, task by task: one that cannot be taken back does not hold up the others.</summary>
    /// <param name="changes">Each task before and after.</param>
    /// <param name="logged">A call that was logged for one that stays open, or null.</param>
    public async Task<WorkDone> UndoAsync(IReadOnlyList<(ActivityView Before, ActivityView After)> changes, ActivityId? logged = null)
    {
        var refused = new List<string>();
        foreach (var (before, after) in changes.Where(change => change.After.Revision != change.Before.Revision))
        {
            try
            {
                await (after.State == ActivityState.Completed ? ReopenAsync(after) : ReturnAsync(before, after));
                if (logged is { } call)
                    await engine.RunAsync(
                        (DeleteActivity delete, Caller caller) => delete.ExecuteAsync(caller, new DeleteActivityInput(call), CancellationToken.None)
                    );
            }
            catch (CrmException exception) when (exception.Error is not CrmError.Unavailable)
            {
                refused.Add(texts["“{0}”: {1}", before.Subject, sentences.Of(exception.Error.Message)]);
            }
        }
        var undone = changes.Count - refused.Count;
        return new WorkDone(undone == 0 ? texts["It could not be undone."] : texts["Undone."]) { Refused = refused };
    }

    private Task<ActivityView> ReopenAsync(ActivityView task) =>
        engine.RunAsync((ReopenTask reopen, Caller caller) => reopen.ExecuteAsync(caller, new ReopenTaskInput(task.Id, task.Revision), CancellationToken.None));

    private Task<ActivityView> ReturnAsync(ActivityView before, ActivityView after)
    {
        var input = new EditActivityInput(after.Id, after.Revision)
        {
            DueAt = before.DueAt,
            Assignee = before.Assignee,
            Clear = before.DueAt is null ? ActivityFields.Due : ActivityFields.None,
        };
        return engine.RunAsync((EditActivity edit, Caller caller) => edit.ExecuteAsync(caller, input, CancellationToken.None));
    }
}
