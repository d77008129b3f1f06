using Crm.Sequences;

namespace Crm.Stores;

/// <summary>Hands out due enrollments to runners; no two get the same. Business time is a parameter, leases go by the database's clock.</summary>
public interface IEnrollmentClaims
{
    /// <summary>Enrollments that are due (Active, Pending whose start is reached, Paused whose date is reached), in fair share of the tenants with due work, locked until the end of this transaction. Leased ones and those of paused sequences are left out.</summary>
    Task<IReadOnlyList<Enrollment>> ClaimAsync(DateTimeOffset now, int max, CancellationToken cancellationToken);

    /// <summary>The same for given ids; those that are locked, leased or not due any more are left out.</summary>
    Task<IReadOnlyList<Enrollment>> ClaimAsync(IReadOnlyCollection<EnrollmentId> ids, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Leases enrollments for slow work: writes lease and fence and returns them as they are now. To be committed before the work begins.</summary>
    Task<IReadOnlyList<Enrollment>> LeaseAsync(IReadOnlyCollection<EnrollmentId> ids, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews the lease of an enrollment, for so long from now on, when its slow work begins, however long ago it was leased.</summary>
    /// <returns>Whether it is still as it was leased; false: another worker has it, or somebody has moved it.</returns>
    Task<bool> RenewLeaseAsync(Enrollment leased, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Sets aside enrollments that this transaction holds, until their slow handler has a free slot. They cannot be claimed until then. Their revision and fence stay as they are, and a change of the revision ends it.</summary>
    /// <param name="ids">Claimed by this transaction, or their lease renewed by it.</param>
    /// <param name="handler">The handler's key.</param>
    /// <param name="atMost">How long, by the database's clock, unless they are released before.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    Task SetAsideAsync(IReadOnlyCollection<EnrollmentId> ids, string handler, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Releases enrollments that were set aside for a handler, so that they can be claimed again: those of the tenants that have waited longest, in fair share, each tenant's oldest first. None of paused sequences.</summary>
    /// <param name="handler">The handler's key.</param>
    /// <param name="max">How many, from 1.</param>
    /// <param name="except">Not these.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>How many.</returns>
    Task<int> ReleaseAsync(string handler, int max, IReadOnlyCollection<EnrollmentId> except, CancellationToken cancellationToken);

    /// <summary>Releases enrollments that were set aside, for any handler, and whose time is over. None of paused sequences.</summary>
    /// <returns>How many; at most 1000 at once.</returns>
    Task<int> ReleaseExpiredAsync(CancellationToken cancellationToken);
}
