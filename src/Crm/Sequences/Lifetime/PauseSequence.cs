using Crm.Sequences.Lifetime;

namespace Crm.Sequences;

/// <summary>Holds a whole sequence: no step of it is decided, no message of it leaves, nobody is enrolled, and nobody is dropped. Publishes <c>sequence.paused</c>.</summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is not open.</remarks>
public sealed class PauseSequence : UseCase<SequenceStateInput, SequenceSummary>
{
    internal PauseSequence(UseCaseExecutor executor)
        : base(executor, "sequence.pause", Right.PublishSequences, WorkKind.Write) { }

    private protected override async Task<SequenceSummary> DecideAsync(Work work, SequenceStateInput input) =>
        SequenceSummary.Of(await SequenceMove.MoveAsync(work, input, SequenceTrigger.Pause));
}
