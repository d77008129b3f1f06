using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IClaimStore"/>
internal sealed class ClaimStore(StoreSession session) : IClaimStore
{
    private readonly ClaimSql statements = ClaimSql.For(session.Dialect);
    private readonly GateSql gate = GateSql.For(session.Dialect);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> ClaimDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var claimed = new List<Enrollment>();
        var due = new SqlStatement(statements.DueTenants, Time("now", now), new("max", max));
        var tenants = await session.SelectAsync(due, row => row.GetGuid(0), cancellationToken);
        while (claimed.Count < max && tenants.Count > 0)
        {
            var room = max - claimed.Count;
            var share = (room + tenants.Count - 1) / tenants.Count;
            var claim = new SqlStatement(
                statements.ClaimDue,
                Set("tenants", tenants),
                Set("taken", claimed.Select(enrollment => enrollment.Id.Value)),
                Time("now", now),
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
    public async Task<IReadOnlyList<Enrollment>> ClaimDueAsync(IReadOnlyCollection<EnrollmentId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claim = new SqlStatement(statements.ClaimDueById, Set("ids", ids.Select(id => id.Value)), Time("now", now));
        return await session.RowsAsync<Enrollment>(claim, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken) =>
        (await session.SelectAsync(new SqlStatement(statements.NextDue), row => session.Dialect.ReadTime(row, 0), cancellationToken))[0];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> LeaseAsync(IReadOnlyCollection<EnrollmentId> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        await session.RowsAsync<Enrollment>(
            new SqlStatement(statements.LeaseEnrollments, Set("ids", ids.Select(id => id.Value)), Lease(lease)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(Enrollment leased, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renew = new SqlStatement(
            statements.RenewEnrollment,
            Id(leased.Id.Value),
            new("fence", leased.Fence),
            new("revision", leased.Revision),
            Lease(lease)
        );
        return await session.ExecuteAsync(renew, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimMessagesAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var claim = new SqlStatement(statements.ClaimMessages, Time("now", now), new("max", max), Lease(lease));
        var claimed = await session.RowsAsync<Message>(claim, cancellationToken);
        return [.. claimed.OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id.Value)];
    }

    /// <inheritdoc/>
    public async Task<GateAnswer> PassGateAsync(MessageId message, long fence, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pass = new SqlStatement(gate.Pass, Id(message.Value), new("fence", fence), Lease(lease), Time("now", now));
        if (await session.RowsAsync<Message>(pass, cancellationToken) is [var sending])
            return new GateAnswer.Passed(sending);
        var why = new SqlStatement(gate.Reason, Id(message.Value), new("fence", fence), Time("now", now));
        var reasons = await session.SelectAsync(why, row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken);
        return reasons is [{ } reason] ? new GateAnswer.Stopped(Enum.Parse<GateStop>(reason)) : new GateAnswer.TooLate();
    }

    /// <inheritdoc/>
    public async Task<Message?> LockMessageAsync(MessageId message, long fence, CancellationToken cancellationToken)
    {
        var held = new SqlStatement(statements.LockMessage, Id(message.Value), new("fence", fence));
        return (await session.RowsAsync<Message>(held, cancellationToken)).SingleOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimLostAsync(int max, CancellationToken cancellationToken) =>
        await session.RowsAsync<Message>(new SqlStatement(statements.ClaimLost, new SqlValue("max", max)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(MessageId message, long fence, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renew = new SqlStatement(statements.RenewLease, Id(message.Value), new("fence", fence), Lease(lease));
        return await session.ExecuteAsync(renew, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(IReadOnlyCollection<(MessageId Message, long Fence)> messages, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        // A few of one mailbox: each has a fence of its own.
        foreach (var (message, fence) in messages)
        {
            var release = until is { } moment
                ? new SqlStatement(ClaimSql.Release, Id(message.Value), new("fence", fence), Time("now", moment))
                : new SqlStatement(ClaimSql.ReleaseAtOnce, Id(message.Value), new("fence", fence));
            await session.ExecuteAsync(release, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxEvent>> ClaimEventsAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claim = new SqlStatement(statements.ClaimEvents, Time("now", now), new("max", max), Lease(lease));
        return [.. (await session.RowsAsync<OutboxEvent>(claim, cancellationToken)).OrderBy(row => row.Id.Value)];
    }

    /// <inheritdoc/>
    public Task ConfirmEventsAsync(IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(new SqlStatement(statements.ConfirmEvents, Set("ids", events.Select(id => id.Value)), Time("now", now)), cancellationToken);

    /// <inheritdoc/>
    public Task PutOffEventAsync(OutboxEvent claimed, int attempts, DateTimeOffset until, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(ClaimSql.PutOffEvent, Id(claimed.Id.Value), new("fence", claimed.Fence), new("attempts", attempts), Time("now", until)),
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InboxEntry>> GetHandledAsync(IReadOnlyCollection<CrmEventId> events, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<InboxEntry>(session);
        query.Where($"{query.In("t.event", events.Select(id => id.Value))}");
        return await session.RowsAsync<InboxEntry>(query.Rows(), cancellationToken);
    }

    private SqlValue Id(Guid id) => new("id", session.Dialect.Id(id));

    private SqlValue Set(string name, IEnumerable<Guid> ids) => new(name, session.Dialect.Set(ids));

    private SqlValue Time(string name, DateTimeOffset time) => new(name, session.Dialect.Time(time));

    private static SqlValue Lease(TimeSpan lease) => new("lease", lease.TotalSeconds);
}
