using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IEnrollmentClaims"/>
internal sealed class EnrollmentClaims(StoreSession session) : IEnrollmentClaims
{
    private const int MaxExpired = 1000;

    private readonly ClaimSql statements = ClaimSql.For(session.Dialect);
    private readonly SetAsideSql aside = SetAsideSql.For(session.Dialect);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> ClaimAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var claimed = new List<Enrollment>();
        var due = new SqlStatement(statements.DueTenants, session.Time("now", now), new("max", max));
        var tenants = await session.SelectAsync(due, row => row.GetGuid(0), cancellationToken);
        while (claimed.Count < max && tenants.Count > 0)
        {
            var room = max - claimed.Count;
            var share = (room + tenants.Count - 1) / tenants.Count;
            var claim = new SqlStatement(
                statements.ClaimDue,
                session.Set("tenants", tenants),
                session.Set("taken", claimed.Select(enrollment => enrollment.Id.Value)),
                session.Time("now", now),
                new("share", share),
                new("max", room)
            );
            var batch = await session.RowsAsync<Enrollment>(claim, cancellationToken);
            claimed.AddRange(batch);
            // Whoever gave less than the share has no more; what it left goes to the others.
            tenants = [.. batch.CountBy(enrollment => enrollment.Tenant).Where(tenant => tenant.Value >= share).Select(tenant => tenant.Key.Value)];
        }
        return [.. claimed.OrderBy(enrollment => enrollment.DueAt).ThenBy(enrollment => enrollment.Id.Value)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> ClaimAsync(IReadOnlyCollection<EnrollmentId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = new SqlStatement(statements.ClaimDueById, session.Set("ids", ids.Select(id => id.Value)), session.Time("now", now));
        return await session.RowsAsync<Enrollment>(claim, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> LeaseAsync(IReadOnlyCollection<EnrollmentId> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        await session.RowsAsync<Enrollment>(
            new SqlStatement(statements.LeaseEnrollments, session.Set("ids", ids.Select(id => id.Value)), StoreSession.Lease(lease)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(Enrollment leased, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renew = new SqlStatement(
            statements.RenewEnrollment,
            session.Id(leased.Id.Value),
            new("fence", leased.Fence),
            new("revision", leased.Revision),
            StoreSession.Lease(lease)
        );
        return await session.ExecuteAsync(renew, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public Task SetAsideAsync(IReadOnlyCollection<EnrollmentId> ids, string handler, TimeSpan atMost, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(aside.SetAside, session.Set("ids", ids.Select(id => id.Value)), new("handler", handler), StoreSession.Lease(atMost)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<int> ReleaseAsync(string handler, int max, IReadOnlyCollection<EnrollmentId> except, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var release = new SqlStatement(aside.Release, new("handler", handler), new("max", max), session.Set("except", except.Select(id => id.Value)));
        return session.ExecuteAsync(release, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> ReleaseExpiredAsync(CancellationToken cancellationToken) =>
        session.ExecuteAsync(new SqlStatement(aside.ReleaseExpired, new SqlValue("max", MaxExpired)), cancellationToken);
}
