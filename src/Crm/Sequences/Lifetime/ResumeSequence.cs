using Crm.Sequences.Lifetime;

namespace Crm.Sequences;

/// <summary>Lets a paused sequence go on, with all that came due meanwhile, or an archived one take enrollments again. Publishes <c>sequence.resumed</c>.</summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is open or has ended.</remarks>
public sealed class ResumeSequence : UseCase<SequenceStateInput, SequenceSummary>
{
    internal ResumeSequence(UseCaseExecutor executor)
        : base(executor, "sequence.resume", Right.PublishSequences, WorkKind.Write) { }

    private protected override async Task<SequenceSummary> DecideAsync(Work work, SequenceStateInput input) =>
        SequenceSummary.Of(await SequenceMove.MoveAsync(work, input, SequenceTrigger.Resume));
}
