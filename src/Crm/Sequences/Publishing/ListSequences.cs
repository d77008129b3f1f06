namespace Crm.Sequences;

/// <summary>A sequence.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key, unique within the tenant.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Owner">Who owns it, or null where the host published it.</param>
public sealed record SequenceSummary(SequenceId Id, string Key, string Name, SequenceState State, MemberId? Owner)
{
    internal static SequenceSummary Of(Sequence row) => new(row.Id, row.Key, row.Name, row.State, row.Owner);
}

/// <summary>A sequence in a list.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="PublishedNumber">Number of the published version; null where none is.</param>
/// <param name="Enrollments">How many enrollments stand where.</param>
public sealed record ListedSequence(SequenceSummary Sequence, int? PublishedNumber, IReadOnlyDictionary<EnrollmentState, int> Enrollments);

/// <summary>Lists all sequences with how many enrollments stand where, by name.</summary>
public sealed class ListSequences : UseCase<NoInput, IReadOnlyList<ListedSequence>>
{
    internal ListSequences(UseCaseExecutor executor)
        : base(executor, "sequences.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<ListedSequence>> DecideAsync(Work work, NoInput input) =>
        [
            .. (await work.Stores.Sequences.ListAsync(work.Cancellation)).Select(row => new ListedSequence(
                SequenceSummary.Of(row.Sequence),
                row.PublishedNumber,
                row.Enrollments
            )),
        ];
}
