using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>Drafts an email and waits until a person has approved or rejected it.</summary>
internal sealed class EmailManual() : SequenceStepHandler<EmailSettings>("crm.email.manual", "Email, approved by a person")
{
    protected override StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor with { Needs = StepNeeds.Recipient };

    protected override IReadOnlyList<SettingsProblem> Check(EmailSettings settings) => settings.Check();

    protected override StepDecision Decide(StepContext context, EmailSettings settings) =>
        settings.Decide(context, (subject, text, html) => new Effect.CreateDraft(Channels.Email, subject, text, html) { StartsThread = settings.NewThread });
}
