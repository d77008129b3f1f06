using Crm.Sequences.Lifetime;

namespace Crm.Sequences;

/// <summary>A sequence that is over.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Finished">How many live enrollments it finished.</param>
public sealed record EndedSequence(SequenceSummary Sequence, int Finished);

/// <summary>
/// Ends a sequence for good: its live enrollments are finished as Manual, with their open tasks, drafts and queued messages. Its key stays taken. Publishes <c>sequence.ended</c>, and
/// <c>enrollment.finished</c> for each.
/// </summary>
/// <remarks>NotFound; Stale; Refused with <c>trigger-not-allowed</c>: it has ended already.</remarks>
public sealed class EndSequence : UseCase<SequenceStateInput, EndedSequence>
{
    private const int PageSize = 200;

    private static readonly EnrollmentState[] Live = [.. Enum.GetValues<EnrollmentState>().Where(state => state != EnrollmentState.Finished)];

    internal EndSequence(UseCaseExecutor executor)
        : base(executor, "sequence.end", Right.PublishSequences, WorkKind.Write) { }

    private protected override async Task<EndedSequence> DecideAsync(Work work, SequenceStateInput input)
    {
        // Whoever enrolls at this moment is done before, or finds that it has ended.
        await work.Stores.LockAsync("enroll", work.Cancellation);
        var ended = await SequenceMove.MoveAsync(work, input, SequenceTrigger.End);
        var filter = new EnrollmentFilter { Sequence = ended.Id, States = Live };
        var finished = 0;
        string? after = null;
        do
        {
            var page = await work.Stores.Sequences.ListEnrollmentsAsync(filter, new PageRequest(PageSize, after), work.Cancellation);
            // Written page by page, so that memory does not grow with the sequence; all of it is one transaction.
            var portion = new ChangeSet();
            finished += (
                await Enrollments.FinishAsync(work.Into(portion), page.Rows, FinishReason.SequenceEnded, input.Why ?? "The sequence was ended.")
            ).Count;
            await work.Stores.ApplyAsync(portion, work.Cancellation);
            after = page.Next;
        } while (after is not null);
        return new EndedSequence(SequenceSummary.Of(ended), finished);
    }
}
