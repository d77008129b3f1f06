using static Crm.Sequences.EnrollmentTrigger;

namespace Crm.Sequences;

/// <summary>All events of enrollments: which one each trigger publishes, beside <see cref="EnrollmentLifecycle"/>, so that no transition goes without; and the three that come without a transition.</summary>
internal static class EnrollmentEventTypes
{
    /// <summary>A record was enrolled.</summary>
    public const string Started = "enrollment.started";

    /// <summary>An enrollment belongs to another member; it stays where it stands.</summary>
    public const string Reassigned = "enrollment.reassigned";

    /// <summary>An enrollment addresses another person; it stays where it stands.</summary>
    public const string Readdressed = "enrollment.readdressed";

    /// <summary>A step was decided; published wherever a step execution is written, besides the trigger's own event.</summary>
    public const string StepDecided = "step.decided";

    /// <summary>The type of the event that a trigger publishes. <see cref="Start"/> is one move with what the first step decides.</summary>
    public static string Of(EnrollmentTrigger trigger) =>
        trigger switch
        {
            Start or Advance or GoTo or Postpone or Wait or Skip => StepDecided,
            Complete or Finish => "enrollment.finished",
            Pause => "enrollment.paused",
            Resume or ResumePending or ResumeWaiting or Unblock or UnblockWaiting => "enrollment.resumed",
            Block => "enrollment.blocked",
            Fail => "enrollment.failed",
            Retry => "enrollment.retried",
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "The trigger is unknown."),
        };

    /// <summary>The action that the audit names.</summary>
    public static string ActionOf(EnrollmentTrigger trigger) =>
        trigger switch
        {
            Resume or ResumePending or ResumeWaiting or Unblock or UnblockWaiting => "enrollment.resume",
            Complete or Finish => "enrollment.finish",
            Skip => "enrollment.skip",
            Pause => "enrollment.pause",
            Block => "enrollment.block",
            Fail => "enrollment.fail",
            Retry => "enrollment.retry",
            _ => "enrollment.move",
        };

    /// <summary>The table as Markdown; <c>docs/diagrams/enrollment.md</c> holds it.</summary>
    internal static string Markdown =>
        "| trigger | event |\n| --- | --- |\n"
        + string.Concat(Enum.GetValues<EnrollmentTrigger>().Select(trigger => $"| {trigger} | `{Of(trigger)}` |\n"))
        + $"| none: a record is enrolled | `{Started}` |\n| none: another member takes it over | `{Reassigned}` |\n";
}
