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
}
