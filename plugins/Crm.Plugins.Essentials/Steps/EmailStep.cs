using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>A step that writes an email to the recipient and waits for it.</summary>
/// <param name="key">The handler's key.</param>
/// <param name="label">What people read.</param>
/// <param name="effect">What becomes of the rendered subject, text and HTML, and whether they begin a conversation of their own.</param>
internal abstract class EmailStep(string key, string label, Func<string, string, string?, bool, Effect> effect) : SequenceStepHandler<EmailSettings>(key, label)
{
    protected override StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor with { Needs = StepNeeds.Recipient };

    /// <summary>Texts must not be blank.</summary>
    protected override IReadOnlyList<SettingsProblem> Check(EmailSettings settings) =>
        [.. StepTexts.Blank("subject", settings.Subject), .. StepTexts.Blank("body", settings.Body)];

    /// <summary>Renders the texts; blocks where there is nobody to write to.</summary>
    protected override StepDecision Decide(StepContext context, EmailSettings settings)
    {
        if (string.IsNullOrWhiteSpace(context.Contact?.Field("email")))
            return new StepDecision.Block("The recipient has no email address.") { Lacking = context.Contact?.Ref };
        var subject = StepTexts.OneLine(context.Render(settings.Subject));
        return subject.Length == 0
            ? new StepDecision.Block("The subject is empty for this record.") { Lacking = context.Contact?.Ref }
            : new StepDecision.Wait(
                effect(subject, context.Render(settings.Body), settings.Html is { } html ? context.RenderHtml(html) : null, settings.NewThread)
            );
    }
}
