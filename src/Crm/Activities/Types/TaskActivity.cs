using Crm.Activities.Types;
using Crm.Plugins;

[assembly: CorePart(typeof(TaskActivity))]

namespace Crm.Activities.Types;

/// <summary>Something to do until a date; open until completed.</summary>
internal sealed class TaskActivity() : ActivityType<TaskDetails>(Key, "Task")
{
    public const string Key = "crm.task";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Due,
            Icon = ActivityIcons.Check,
        };

    protected override ActivityDescription Describe(TaskDetails details) => ActivityDescription.Accept(badges: [.. details.Badges()]);
}
