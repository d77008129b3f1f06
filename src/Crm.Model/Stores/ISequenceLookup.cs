using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Reads sequences and enrollments by id.</summary>
public interface ISequenceLookup
{
    /// <summary>Sequences by id.</summary>
    Task<IReadOnlyList<Sequence>> GetAsync(IReadOnlyCollection<SequenceId> ids, CancellationToken cancellationToken);

    /// <summary>Versions by id.</summary>
    Task<IReadOnlyList<SequenceVersion>> GetVersionsAsync(IReadOnlyCollection<SequenceVersionId> ids, CancellationToken cancellationToken);

    /// <summary>The highest text revision of each step of versions.</summary>
    Task<IReadOnlyList<StepText>> GetTextsAsync(IReadOnlyCollection<SequenceVersionId> versions, CancellationToken cancellationToken);

    /// <summary>Enrollments by id.</summary>
    Task<IReadOnlyList<Enrollment>> GetEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> ids, CancellationToken cancellationToken);

    /// <summary>Executions of enrollments, oldest first; of the same moment by pass.</summary>
    Task<IReadOnlyList<StepExecution>> GetExecutionsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Executions of enrollments that are being decided or wait for something, in no order.</summary>
    Task<IReadOnlyList<StepExecution>> GetPendingExecutionsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Executions by id.</summary>
    Task<IReadOnlyList<StepExecution>> GetExecutionsByIdAsync(IReadOnlyCollection<StepExecutionId> ids, CancellationToken cancellationToken);

    /// <summary>Values that plugins keep on enrollments.</summary>
    Task<IReadOnlyList<EnrollmentValue>> GetValuesAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken);

    /// <summary>Sequences of some tenants by key.</summary>
    Task<IReadOnlyList<Sequence>> FindAsync(IReadOnlyCollection<TenantId> tenants, IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Enrollments of some tenants, of records, addressed to records, or to addresses; for eligibility finished ones too.</summary>
    Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<TenantId> tenants,
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    );
}
