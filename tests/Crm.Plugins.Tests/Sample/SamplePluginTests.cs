using System.Runtime.CompilerServices;
using Acme.Social;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Sample;

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

public sealed class SampleSizeTests
{
    [TestCase("WhatsAppMessage.cs")]
    [TestCase("LinkedInConnect.cs")]
    public void A_new_type_or_step_is_one_file_under_25_lines(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), file)).SkipWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal));
        Assert.That(lines.Count(), Is.LessThan(25));
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "plugins", "Crm.Plugins.Sample");
}
