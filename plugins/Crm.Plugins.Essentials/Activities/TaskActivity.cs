using Crm.Activities;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Activities;

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
internal sealed record TaskDetails(TaskKind Kind = TaskKind.ToDo, TaskPriority Priority = TaskPriority.Normal);

/// <summary>Something to do until a date; open until completed.</summary>
internal sealed class TaskActivity() : ActivityType<TaskDetails>("crm.task", "Task")
{
    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) => descriptor with { Uses = ActivityFields.Due, Icon = "check" };

    protected override ActivityDescription Describe(TaskDetails details) => ActivityDescription.Accept(badges: [.. Badges(details)]);

    private static IEnumerable<string> Badges(TaskDetails details)
    {
        if (details.Kind != TaskKind.ToDo)
            yield return details.Kind.ToString();
        if (details.Priority != TaskPriority.Normal)
            yield return details.Priority.ToString();
    }
}
