using Crm.Messages;
using Crm.Plugins;
using Crm.Sequences;

namespace Acme.Visits;

/// <summary>The step's settings.</summary>
public sealed record LetterSettings([Template] string Subject, [Template] string Body);

/// <summary>Drafts the email that announces a visit, and waits until a person has approved or rejected it.</summary>
public sealed class VisitLetter() : SequenceStepHandler<LetterSettings>("acme.visits.letter", "Visit: announce by email")
{
    protected override StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor with { Needs = StepNeeds.Recipient };

    protected override StepDecision Decide(StepContext context, LetterSettings settings) =>
        new StepDecision.Wait(new Effect.CreateDraft(Channels.Email, context.Render(settings.Subject), context.Render(settings.Body)));
}
