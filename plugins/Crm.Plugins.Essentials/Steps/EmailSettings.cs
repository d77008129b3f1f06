using System.ComponentModel;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>An email step's settings.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="Html">The same as HTML, or null for text only.</param>
/// <param name="NewThread">Whether it begins a conversation of its own instead of replying to the step before.</param>
internal sealed record EmailSettings(
    [Template, Description("The subject.")] string Subject,
    [Template, Description("The body as plain text.")] string Body,
    [Template, Description("The body as HTML; omit it for plain text only.")] string? Html = null,
    [property: Description(
        "Whether it begins a new conversation under its own subject. Otherwise a follow-up is a reply under the subject of the first email."
    )]
        bool NewThread = false
)
{
    /// <summary>Texts that must not be blank.</summary>
    public IReadOnlyList<SettingsProblem> Check() => [.. StepTexts.Blank("subject", Subject), .. StepTexts.Blank("body", Body)];

    /// <summary>Renders the texts and decides what becomes of them; blocks where there is nobody to write to.</summary>
    /// <param name="context">The step's.</param>
    /// <param name="effect">Makes the effect from subject, text and HTML.</param>
    public StepDecision Decide(StepContext context, Func<string, string, string?, Effect> effect)
    {
        if (string.IsNullOrWhiteSpace(context.Contact?.Field("email")))
            return new StepDecision.Block("The recipient has no email address.") { Lacking = context.Contact?.Ref };
        var subject = StepTexts.OneLine(context.Render(Subject));
        return subject.Length == 0
            ? new StepDecision.Block("The subject is empty for this record.") { Lacking = context.Contact?.Ref }
            : new StepDecision.Wait(effect(subject, context.Render(Body), Html is { } html ? context.RenderHtml(html) : null));
    }
}
