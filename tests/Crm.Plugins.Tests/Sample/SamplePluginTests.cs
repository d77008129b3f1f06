using Crm.Sequences;
using Crm.Testing;
using NUnit.Framework;

namespace Acme.Social.Tests;

[TestFixture]
public sealed class SocialPlugin : PluginConformance<WhatsAppMessage>;

public sealed class WhatsAppMessageTests : ActivityTypeConformance<WhatsAppMessage>
{
    protected override IEnumerable<object> Accepted =>
        [new WhatsAppDetails("+442079460958", "Hello"), new WhatsAppDetails("+4930123456", "", DeliveryState.Read)];
    protected override IEnumerable<object> Rejected => [new WhatsAppDetails("020 7946 0958", "Hello"), """{ "number": "+442079460958" }"""];
}

public sealed class LinkedInConnectTests : StepHandlerConformance<LinkedInConnect>
{
    protected override IEnumerable<StepCase> Cases =>
        [
            new("asks", new ConnectSettings("Hi {{ contact.linkedin }}"), StepContexts.ForContact(("linkedin", "anna")), typeof(StepDecision.Wait)),
            new("no profile", new ConnectSettings("Hi"), StepContexts.ForContact(), typeof(StepDecision.Skip)),
        ];
}
