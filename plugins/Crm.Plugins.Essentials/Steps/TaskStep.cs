using System.ComponentModel;
using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>A task step's settings.</summary>
/// <param name="Subject">The task's subject.</param>
/// <param name="Note">More words, or null.</param>
/// <param name="DueAfter">Due so long after the step, at most a year; at once where null.</param>
internal sealed record TaskSettings(
    [Template, Description("The task's subject.")] string Subject,
    [Template, Description("More words.")] string? Note = null,
    [Description("How long after the step the task is due, such as 1.00:00:00 for a day.")] TimeSpan? DueAfter = null
);

/// <summary>Asks a person to do something, and waits until the task is completed or skipped.</summary>
internal sealed class TaskStep() : SequenceStepHandler<TaskSettings>("crm.task", "Task")
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    protected override IReadOnlyList<SettingsProblem> Check(TaskSettings settings) =>
        [
            .. StepTexts.Blank("subject", settings.Subject),
            .. settings.DueAfter is { } after && (after < TimeSpan.Zero || after > Longest)
                ? [new SettingsProblem("dueAfter", $"It must be 0 to 365 days, was {after}.")]
                : Array.Empty<SettingsProblem>(),
        ];

    protected override StepDecision Decide(StepContext context, TaskSettings settings) =>
        new StepDecision.Wait(
            new Effect.CreateTask(StepTexts.OneLine(context.Render(settings.Subject)), settings.Note is { } note ? context.Render(note) : null) with
            {
                DueAfter = settings.DueAfter ?? TimeSpan.Zero,
            }
        );
}
