using System.ComponentModel;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>A call step's settings.</summary>
/// <param name="Subject">The task's subject.</param>
/// <param name="Note">What to say, or null.</param>
internal sealed record CallSettings([Template, Description("The task's subject.")] string Subject, [Template, Description("What to say.")] string? Note = null);

/// <summary>Asks a person to call, and waits; completing the task logs the call.</summary>
internal sealed class CallStep() : SequenceStepHandler<CallSettings>("crm.call", "Call")
{
    protected override IReadOnlyList<SettingsProblem> Check(CallSettings settings) => [.. StepTexts.Blank("subject", settings.Subject)];

    protected override StepDecision Decide(StepContext context, CallSettings settings) =>
        new StepDecision.Wait(
            new Effect.CreateTask(StepTexts.OneLine(context.Render(settings.Subject)), settings.Note is { } note ? context.Render(note) : null, TaskKind.Call)
        );
}
