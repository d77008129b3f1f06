using Crm.Activities.Types;
using Crm.Plugins;

[assembly: CorePart(typeof(EmailDraftActivity))]

namespace Crm.Activities.Types;

/// <summary>An email that a person edits, then approves or rejects; open until then.</summary>
internal sealed class EmailDraftActivity() : ActivityType<EmailDraftDetails>(Key, "Email draft")
{
    public const string Key = "crm.email_draft";

    protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
        descriptor with
        {
            Uses = ActivityFields.Due,
            Icon = ActivityIcons.Draft,
        };

    protected override ActivityDescription Describe(EmailDraftDetails details) => MailAddresses.Describe(details.From, details.To, details.Cc);
}
