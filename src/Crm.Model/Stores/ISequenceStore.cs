using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Reads sequences and enrollments.</summary>
public interface ISequenceStore : ISequenceLookup
{
    /// <summary>A sequence by key, or null.</summary>
    Task<Sequence?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Sequences by key.</summary>
    Task<IReadOnlyList<Sequence>> FindAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>All sequences with their figures, by name.</summary>
    Task<IReadOnlyList<SequenceFigures>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sequences whose name or key holds a text, by name; wildcards have no meaning.</summary>
    Task<IReadOnlyList<FoundSequence>> FindByTextAsync(string text, int max, CancellationToken cancellationToken);

    /// <summary>All versions of a sequence, the newest first.</summary>
    Task<IReadOnlyList<SequenceVersion>> GetVersionsOfAsync(SequenceId sequence, CancellationToken cancellationToken);

    /// <summary>A page of enrollments, newest first.</summary>
    Task<Page<Enrollment>> ListEnrollmentsAsync(EnrollmentFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Enrollments that one of the causes blocks, at most so many.</summary>
    Task<IReadOnlyList<Enrollment>> FindBlockedAsync(IReadOnlyCollection<string> causes, int max, CancellationToken cancellationToken);

    /// <summary>How many enrollments each cause blocks; those without one under an empty text.</summary>
    Task<IReadOnlyDictionary<string, int>> CountBlockedAsync(CancellationToken cancellationToken);

    /// <summary>How many enrollments that were due before a moment wait for a slot of each slow handler, by its key.</summary>
    Task<IReadOnlyDictionary<string, int>> CountSetAsideAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken);

    /// <summary>Enrollments of records, addressed to records, or to addresses; for eligibility finished ones too.</summary>
    Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    );
}
