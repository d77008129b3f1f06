using Crm.Sequences.Lifetime;

namespace Crm.Sequences;

/// <summary>Closes a sequence to new enrollments; live ones go on to their end. Publishes <c>sequence.archived</c>.</summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it is not open.</remarks>
public sealed class ArchiveSequence : UseCase<SequenceStateInput, SequenceSummary>
{
    internal ArchiveSequence(UseCaseExecutor executor)
        : base(executor, "sequence.archive", Right.PublishSequences, WorkKind.Write) { }

    private protected override async Task<SequenceSummary> DecideAsync(Work work, SequenceStateInput input) =>
        SequenceSummary.Of(await SequenceMove.MoveAsync(work, input, SequenceTrigger.Archive));
}
