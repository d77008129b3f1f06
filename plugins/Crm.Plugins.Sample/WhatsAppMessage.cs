using Crm.Activities;
using Crm.Records;

namespace Acme.Social;

/// <summary>How far the message got.</summary>
public enum DeliveryState
{
    Sent,
    Delivered,
    Read,
}

/// <summary>A message's own record; the number is in international form.</summary>
public sealed record WhatsAppDetails(string Number, string Text, DeliveryState State = DeliveryState.Sent);

/// <summary>A WhatsApp message in the timeline.</summary>
public sealed class WhatsAppMessage() : ActivityType<WhatsAppDetails>("acme.social.whatsapp", "WhatsApp message")
{
    protected override ActivityDescription Describe(WhatsAppDetails details) =>
        PhoneNumber.IsE164(details.Number)
            ? ActivityDescription.Accept(summary: details.Text, badges: [details.State.ToString()])
            : ActivityDescription.Reject("Number must be in E.164, such as +442079460958.");
}
