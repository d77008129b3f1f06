using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>Sends an email by itself and waits for the server's answer.</summary>
internal sealed class EmailAuto() : SequenceStepHandler<EmailSettings>("crm.email.auto", "Email, sent automatically")
{
    protected override StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor with { Needs = StepNeeds.Recipient };

    protected override IReadOnlyList<SettingsProblem> Check(EmailSettings settings) => settings.Check();

    protected override StepDecision Decide(StepContext context, EmailSettings settings) =>
        settings.Decide(context, (subject, text, html) => new Effect.QueueMessage(Channels.Email, subject, text, html) { StartsThread = settings.NewThread });
}
