using Crm.Activities.Types;
using Crm.Plugins;

[assembly: CorePart(typeof(CallActivity))]

namespace Crm.Activities.Types;

/// <summary>A call that was made or taken.</summary>
internal sealed class CallActivity() : ActivityType<NoDetails>(Key, "Call")
{
    public const string Key = "crm.call";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Outcome | ActivityFields.Duration | ActivityFields.Direction | ActivityFields.Recording,
            Icon = ActivityIcons.Phone,
            Outcomes =
            [
                new("connected", "Connected", OutcomeMeaning.Reached),
                new("interested", "Interested", OutcomeMeaning.Positive),
                new("not_interested", "Not interested", OutcomeMeaning.Negative),
                new("call_back", "Asked to call back", OutcomeMeaning.Reached),
                new("left_voicemail", "Left voicemail", OutcomeMeaning.NotReached),
                new("no_answer", "No answer", OutcomeMeaning.NotReached),
                new("busy", "Busy", OutcomeMeaning.NotReached),
                new("wrong_number", "Wrong number", OutcomeMeaning.Negative),
            ],
        };

    protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
}
