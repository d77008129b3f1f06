using Crm.Activities.Types;
using Crm.Plugins;

[assembly: CorePart(typeof(EmailActivity))]

namespace Crm.Activities.Types;

/// <summary>An email that was sent or received.</summary>
internal sealed class EmailActivity() : ActivityType<EmailDetails>(Key, "Email")
{
    public const string Key = "crm.email";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Direction,
            Icon = ActivityIcons.Mail,
        };

    protected override ActivityDescription Describe(EmailDetails details) => MailAddresses.Describe(details.From, details.To, details.Cc);
}
