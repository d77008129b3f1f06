using Stateless;
using static Crm.Sequences.SequenceState;
using static Crm.Sequences.SequenceTrigger;

namespace Crm.Sequences;

/// <summary>Decides a sequence's transitions; it acts on nothing. Safe for all threads.</summary>
internal static class SequenceLifecycle
{
    private static readonly PermitTable<SequenceState, SequenceTrigger> Table = new("sequence", Machine());

    /// <summary>The state after the trigger.</summary>
    /// <exception cref="CrmException">Refused with <c>trigger-not-allowed</c>, naming state, trigger and what is allowed.</exception>
    public static SequenceState Next(SequenceState state, SequenceTrigger trigger) => Table.Next(state, trigger);

    /// <summary>Whether the state permits the trigger.</summary>
    public static bool Allows(SequenceState state, SequenceTrigger trigger) => Table.Allows(state, trigger);

    /// <summary>The triggers that the state permits; empty for <see cref="Ended"/>.</summary>
    public static IReadOnlyList<SequenceTrigger> Allowed(SequenceState state) => Table.Allowed(state);

    /// <summary>The machine as a Mermaid state diagram; <c>docs/diagrams/sequence.md</c> holds it.</summary>
    internal static string Mermaid => Table.Mermaid;

    private static StateMachine<SequenceState, SequenceTrigger> Machine()
    {
        var machine = new StateMachine<SequenceState, SequenceTrigger>(Open);
        machine.Configure(Open).Permit(Pause, Paused).Permit(Archive, Archived).Permit(End, Ended);
        machine.Configure(Paused).Permit(Resume, Open).Permit(End, Ended);
        machine.Configure(Archived).Permit(Resume, Open).Permit(End, Ended);
        machine.Configure(Ended);
        return machine;
    }
}
