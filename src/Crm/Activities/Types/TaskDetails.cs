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

    /// <summary>As it is stored; written once per kind, since every step that makes a task asks for it.</summary>
    public string ToJson() => Priority == TaskPriority.Normal ? OfKind[(int)Kind] : JsonSerializer.Serialize(this, ContractJson.Options);

    private static readonly string[] OfKind =
    [
        .. Enum.GetValues<TaskKind>().Order().Select(kind => JsonSerializer.Serialize(new TaskDetails(kind), ContractJson.Options)),
    ];
}
