using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Components;

/// <summary>Does the same to several tasks; what was refused is said, and what can be taken back is.</summary>
internal sealed class TaskBatch(Engine engine, TaskUndo undo, Sentences sentences, IStringLocalizer<Texts> texts)
{
    /// <summary>Completes them.</summary>
    public async Task<WorkDone> CompleteAsync(IReadOnlyList<TaskView> tasks)
    {
        var input = new TasksInput(IdsOf(tasks));
        var result = await engine.RunAsync((CompleteTasks complete, Caller caller) => complete.ExecuteAsync(caller, input, CancellationToken.None));
        return Done(tasks, result, texts["{0} completed.", result.Changed.Count], canUndo: true);
    }

    /// <summary>Puts them off.</summary>
    public async Task<WorkDone> SnoozeAsync(IReadOnlyList<TaskView> tasks, DateTimeOffset until)
    {
        var result = await EditAsync(new EditTasksInput(IdsOf(tasks)) { DueAt = until });
        return Done(tasks, result, texts["{0} snoozed.", result.Changed.Count], canUndo: true);
    }

    /// <summary>Gives them to a member.</summary>
    public async Task<WorkDone> GiveAsync(IReadOnlyList<TaskView> tasks, MemberId member, string name)
    {
        var result = await EditAsync(new EditTasksInput(IdsOf(tasks)) { Assignee = member });
        return Done(tasks, result, texts["{0} given to {1}.", result.Changed.Count, name], canUndo: true);
    }

    /// <summary>Cancels them.</summary>
    public async Task<WorkDone> CancelAsync(IReadOnlyList<TaskView> tasks, string? why)
    {
        var input = new TasksInput(IdsOf(tasks)) { Note = why };
        var result = await engine.RunAsync((CancelTasks cancel, Caller caller) => cancel.ExecuteAsync(caller, input, CancellationToken.None));
        return Done(tasks, result, texts["{0} called off.", result.Changed.Count], canUndo: false);
    }

    private Task<BulkTasksResult> EditAsync(EditTasksInput input) =>
        engine.RunAsync((EditTasks edit, Caller caller) => edit.ExecuteAsync(caller, input, CancellationToken.None));

    private WorkDone Done(IReadOnlyList<TaskView> tasks, BulkTasksResult result, string said, bool canUndo)
    {
        var before = tasks.ToDictionary(task => task.Activity.Id, task => task.Activity);
        // A draft is put off or given away by this only, never into the past again.
        var changes = result
            .Changed.Where(after => after.TypeKey != ActivityTypes.EmailDraft && before.ContainsKey(after.Id))
            .Select(after => (before[after.Id], after))
            .ToList();
        return new WorkDone(said)
        {
            Refused = [.. result.Refused.Select(refusal => texts["“{0}”: {1}", SubjectOf(before, refusal.Subject), WhyOf(refusal)].Value)],
            Undo = canUndo && changes.Count > 0 ? () => undo.UndoAsync(changes) : null,
        };
    }

    private static ActivityId[] IdsOf(IReadOnlyList<TaskView> tasks) => [.. tasks.Select(task => task.Activity.Id)];

    private static string SubjectOf(Dictionary<ActivityId, ActivityView> tasks, string id) =>
        Guid.TryParse(id, out var known) && tasks.TryGetValue(new ActivityId(known), out var task) ? task.Subject : id;

    private string WhyOf(Refusal refusal) =>
        refusal.Code switch
        {
            "call" => texts["A call is completed by itself, with its outcome."],
            "draft" => texts["A draft is approved or rejected by itself."],
            "task-not-open" => texts["It is done or cancelled already."],
            "not-found" => texts["It is gone, or no longer yours to see."],
            _ => sentences.Of(refusal.Why),
        };
}
