using Crm.Sequences;

namespace Crm.Plugins.Essentials.StopRules;

/// <summary>Ends an enrollment whose recipient opted out or is suppressed for another reason.</summary>
internal sealed class SuppressedRule : IStopRule
{
    public string Key => "crm.suppressed";

    public StopAnswer Look(StopContext context) =>
        context.Suppression is { } why ? StopAnswer.Finish(FinishReason.OptedOut, $"The recipient's address is suppressed: {why}") : StopAnswer.GoOn;
}
