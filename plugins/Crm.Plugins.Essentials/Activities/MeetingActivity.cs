using Crm.Activities;

namespace Crm.Plugins.Essentials.Activities;

/// <summary>A meeting, in a room or by video.</summary>
internal sealed class MeetingActivity() : ActivityType<NoDetails>("crm.meeting", "Meeting")
{
    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Outcome | ActivityFields.Duration | ActivityFields.Location | ActivityFields.Attendees,
            Icon = ActivityIcons.Calendar,
            Outcomes =
            [
                new("held", "Held", OutcomeMeaning.Reached),
                new("no_show", "No show", OutcomeMeaning.NotReached),
                new("rescheduled", "Rescheduled", OutcomeMeaning.Neutral),
                new("cancelled", "Cancelled", OutcomeMeaning.Negative),
            ],
        };

    protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
}
