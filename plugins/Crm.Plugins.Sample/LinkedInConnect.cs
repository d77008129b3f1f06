using Crm.Plugins;
using Crm.Sequences;

namespace Acme.Social;

/// <summary>The step's settings.</summary>
/// <param name="Note">What the invitation says.</param>
public sealed record ConnectSettings([Template] string Note);

/// <summary>Asks the owner to connect on LinkedIn, and waits until that is done.</summary>
public sealed class LinkedInConnect() : SequenceStepHandler<ConnectSettings>("acme.social.connect", "LinkedIn: connect")
{
    protected override StepDecision Decide(StepContext context, ConnectSettings settings) =>
        context.Record.Field("linkedin") is null
            ? new StepDecision.Skip("The record has no LinkedIn profile.")
            : new StepDecision.Wait(new Effect.CreateTask("Connect on LinkedIn", context.Render(settings.Note)));
}
