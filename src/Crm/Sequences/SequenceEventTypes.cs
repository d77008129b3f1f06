using static Crm.Sequences.SequenceTrigger;

namespace Crm.Sequences;

/// <summary>Which event each trigger publishes; beside <see cref="SequenceLifecycle"/>, so that no transition goes without.</summary>
internal static class SequenceEventTypes
{
    /// <summary>The type of the event that a trigger publishes.</summary>
    public static string Of(SequenceTrigger trigger) =>
        trigger switch
        {
            Pause => "sequence.paused",
            Resume => "sequence.resumed",
            Archive => "sequence.archived",
            End => "sequence.ended",
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "The trigger is unknown."),
        };

    /// <summary>The table as Markdown; <c>docs/diagrams/sequence.md</c> holds it.</summary>
    internal static string Markdown =>
        "| trigger | event |\n| --- | --- |\n" + string.Concat(Enum.GetValues<SequenceTrigger>().Select(trigger => $"| {trigger} | `{Of(trigger)}` |\n"));
}
