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

    protected override ActivityDescription Describe(EmailDetails details) =>
        MailAddresses.WhyNot([.. details.From is { } from ? [from] : Array.Empty<string>(), .. details.To, .. details.Cc]) is { } why
            ? ActivityDescription.Reject(why)
            : ActivityDescription.Accept(MailAddresses.Summary(details.To));
}
