using Crm.Audit;

namespace Crm.Stores;

/// <summary>Reads the audit and what was carried out under a key.</summary>
public interface IAuditStore
{
    /// <summary>What was carried out under a key, or null. In a unit of work that writes, later callers with the same key wait here until this one has committed.</summary>
    Task<IdempotencyEntry?> FindRequestAsync(string key, CancellationToken cancellationToken);

    /// <summary>A page of the audit of a subject (null: of all), newest first.</summary>
    Task<Page<AuditEntry>> ListAsync(string? subject, PageRequest page, CancellationToken cancellationToken);

    /// <summary>A batch, or null.</summary>
    Task<Batch?> FindBatchAsync(Guid batch, CancellationToken cancellationToken);

    /// <summary>Looks through everything for broken invariants.</summary>
    Task<IReadOnlyList<InvariantBreach>> VerifyAsync(CancellationToken cancellationToken);
}
