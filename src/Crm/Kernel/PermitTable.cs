using System.Collections.Frozen;
using Stateless;
using Stateless.Graph;

namespace Crm.Kernel;

/// <summary>
/// What a Stateless machine permits, as an immutable table: the machine is built and asked once, a decision afterwards is one look-up.
/// The batch loop decides hundreds of transitions at a time; a machine per decision costs microseconds and garbage that a look-up does not.
/// </summary>
/// <remarks>Safe for all threads.</remarks>
internal sealed class PermitTable<TState, TTrigger>
    where TState : struct, Enum
    where TTrigger : struct, Enum
{
    private readonly string subject;
    private readonly FrozenDictionary<(TState State, TTrigger Trigger), TState> next;
    private readonly FrozenDictionary<TState, IReadOnlyList<TTrigger>> allowed;

    /// <summary>Reads the machine.</summary>
    /// <param name="subject">What the machine is about, for messages, such as <c>enrollment</c>.</param>
    /// <param name="machine">Without guards and dynamic targets: a decision depends on state and trigger alone.</param>
    public PermitTable(string subject, StateMachine<TState, TTrigger> machine)
    {
        this.subject = subject;
        var info = machine.GetInfo();
        Mermaid = MermaidGraph.Format(info, MermaidGraphDirection.LeftToRight).ReplaceLineEndings("\n").Trim() + "\n";
        next = info
            .States.SelectMany(state =>
                state.FixedTransitions.Select(transition =>
                    KeyValuePair.Create(
                        ((TState)state.UnderlyingState, (TTrigger)transition.Trigger.UnderlyingTrigger),
                        (TState)transition.DestinationState.UnderlyingState
                    )
                )
            )
            .ToFrozenDictionary();
        allowed = Enum.GetValues<TState>()
            .ToFrozenDictionary(
                state => state,
                state => (IReadOnlyList<TTrigger>)[.. Enum.GetValues<TTrigger>().Where(trigger => next.ContainsKey((state, trigger)))]
            );
    }

    /// <summary>The machine as a Mermaid state diagram, lines ended by a line feed.</summary>
    public string Mermaid { get; }

    /// <summary>The triggers that the state permits, in the order of their declaration; empty for a final state.</summary>
    public IReadOnlyList<TTrigger> Allowed(TState state) => allowed.TryGetValue(state, out var triggers) ? triggers : [];

    /// <summary>Whether the state permits the trigger.</summary>
    public bool Allows(TState state, TTrigger trigger) => next.ContainsKey((state, trigger));

    /// <summary>The state after the trigger.</summary>
    /// <exception cref="CrmException">Refused with <c>trigger-not-allowed</c>: the state does not permit the trigger.</exception>
    public TState Next(TState state, TTrigger trigger) =>
        next.TryGetValue((state, trigger), out var after)
            ? after
            : throw CrmException.Refused(
                "trigger-not-allowed",
                Allowed(state) is { Count: > 0 } triggers
                    ? $"The {subject} is {state}, which does not allow {trigger}; allowed are {string.Join(", ", triggers)}."
                    : $"The {subject} is {state}, which is final and allows nothing, was {trigger}."
            );
}
