using System.Text.Json;
using Crm.Sequences;

namespace Crm.Activities.Types;

/// <summary>A task's own record.</summary>
/// <param name="Kind">What is to be done; a call's completion logs the call.</param>
/// <param name="Priority">How much it presses.</param>
internal sealed record TaskDetails(TaskKind Kind = TaskKind.ToDo, TaskPriority Priority = TaskPriority.Normal)
{
    /// <summary>What is out of the ordinary.</summary>
    public IEnumerable<string> Badges()
    {
        if (Kind != TaskKind.ToDo)
            yield return Kind.ToString();
        if (Priority != TaskPriority.Normal)
            yield return Priority.ToString();
    }

    public static TaskDetails Of(Activity task) => JsonSerializer.Deserialize<TaskDetails>(task.Details, ContractJson.Options)!;

    public string ToJson() => JsonSerializer.Serialize(this, ContractJson.Options);
}
