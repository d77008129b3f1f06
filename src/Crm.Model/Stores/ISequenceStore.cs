using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Reads sequences and enrollments.</summary>
public interface ISequenceStore
{
    /// <summary>A sequence by key, or null.</summary>
    Task<Sequence?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Sequences of some tenants by key.</summary>
    Task<IReadOnlyList<Sequence>> FindAsync(IReadOnlyCollection<TenantId> tenants, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Sequences by id.</summary>
    Task<IReadOnlyList<Sequence>> GetAsync(IReadOnlyCollection<SequenceId> ids, CancellationToken cancellationToken);

    /// <summary>All sequences with their figures, by name.</summary>
    Task<IReadOnlyList<SequenceFigures>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Versions by id.</summary>
    Task<IReadOnlyList<SequenceVersion>> GetVersionsAsync(IReadOnlyCollection<SequenceVersionId> ids, CancellationToken cancellationToken);

    /// <summary>All versions of a sequence, the newest first.</summary>
    Task<IReadOnlyList<SequenceVersion>> GetVersionsOfAsync(SequenceId sequence, CancellationToken cancellationToken);

    /// <summary>The highest text revision of each step of versions.</summary>
    Task<IReadOnlyList<StepText>> GetTextsAsync(IReadOnlyCollection<SequenceVersionId> versions, CancellationToken cancellationToken);

    /// <summary>Distinct handler keys of all published definitions that still have live enrollments, and of all drafts: for the check at start.</summary>
    Task<IReadOnlyList<string>> GetUsedHandlerKeysAsync(CancellationToken cancellationToken);

    /// <summary>Enrollments by id.</summary>
    Task<IReadOnlyList<Enrollment>> GetEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> ids, CancellationToken cancellationToken);

    /// <summary>A page of enrollments, newest first.</summary>
    Task<Page<Enrollment>> ListEnrollmentsAsync(EnrollmentFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Enrollments of records, addressed to records, or to addresses; for eligibility finished ones too.</summary>
    Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    );

    /// <summary>Executions of enrollments, oldest first; of the same moment by pass.</summary>
    Task<IReadOnlyList<StepExecution>> GetExecutionsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Executions by id.</summary>
    Task<IReadOnlyList<StepExecution>> GetExecutionsByIdAsync(IReadOnlyCollection<StepExecutionId> ids, CancellationToken cancellationToken);

    /// <summary>Values that plugins keep on enrollments.</summary>
    Task<IReadOnlyList<EnrollmentValue>> GetValuesAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);
}
