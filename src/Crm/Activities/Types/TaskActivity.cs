using System.Text.Json;
using Crm.Plugins;
using Crm.Sequences;

namespace Crm.Activities.Types;

/// <summary>How much a task presses.</summary>
internal enum TaskPriority
{
    /// <summary>Can wait.</summary>
    Low,

    /// <summary>As it comes.</summary>
    Normal,

    /// <summary>First.</summary>
    High,
}

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

    /// <summary>Reads what is stored.</summary>
    public static TaskDetails Of(Activity task) => JsonSerializer.Deserialize<TaskDetails>(task.Details, ContractJson.Options)!;

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ContractJson.Options);
}

/// <summary>Something to do until a date; open until completed.</summary>
internal sealed class TaskActivity() : ActivityType<TaskDetails>(Key, "Task")
{
    public const string Key = "crm.task";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) => descriptor with { Uses = ActivityFields.Due, Icon = "check" };

    protected override ActivityDescription Describe(TaskDetails details) => ActivityDescription.Accept(badges: [.. details.Badges()]);
}
