using System.Data.Common;
using Crm.Events;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

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
        var tenants = await session.Select<Guid>(statements.DueTenants, Time("now", now), Value("max", max)).ToListAsync(cancellationToken);
        while (claimed.Count < max && tenants.Count > 0)
        {
            var room = max - claimed.Count;
            var share = (room + tenants.Count - 1) / tenants.Count;
            var batch = await RowsAsync<Enrollment>(
                statements.ClaimDue,
                cancellationToken,
                Set("tenants", tenants),
                Set("taken", claimed.Select(enrollment => enrollment.Id.Value)),
                Time("now", now),
                Value("share", share),
                Value("max", room)
            );
            claimed.AddRange(batch);
            // Whoever gave less than the share has no more; what it left goes to the others.
            tenants = [.. batch.CountBy(enrollment => enrollment.Tenant).Where(tenant => tenant.Value >= share).Select(tenant => tenant.Key.Value)];
        }
        return [.. claimed.OrderBy(enrollment => enrollment.DueAt).ThenBy(enrollment => enrollment.Id.Value)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> ClaimDueAsync(
        IReadOnlyCollection<EnrollmentId> ids,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) => await RowsAsync<Enrollment>(statements.ClaimDueById, cancellationToken, Set("ids", ids.Select(id => id.Value)), Time("now", now));

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken)
    {
        if (!session.Dialect.IsSqlite)
            return (await session.Select<DateTimeOffset?>(statements.NextDue).ToListAsync(cancellationToken))[0];
        var microseconds = (await session.Select<long?>(statements.NextDue).ToListAsync(cancellationToken))[0];
        return microseconds is { } value ? DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond) : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> LeaseAsync(IReadOnlyCollection<EnrollmentId> ids, TimeSpan lease, CancellationToken cancellationToken) =>
        await RowsAsync<Enrollment>(statements.LeaseEnrollments, cancellationToken, Set("ids", ids.Select(id => id.Value)), Lease(lease));

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(Enrollment leased, TimeSpan lease, CancellationToken cancellationToken)
    {
        DbParameter[] parameters = [Value("id", session.Id(leased.Id.Value)), Value("fence", leased.Fence), Value("revision", leased.Revision), Lease(lease)];
        return await session.ExecuteAsync(statements.RenewEnrollment, parameters, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimMessagesAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var claimed = await RowsAsync<Message>(statements.ClaimMessages, cancellationToken, Time("now", now), Value("max", max), Lease(lease));
        return [.. claimed.OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id.Value)];
    }

    /// <inheritdoc/>
    public async Task<GateAnswer> PassGateAsync(MessageId message, long fence, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var passed = await RowsAsync<Message>(gate.Pass, cancellationToken, Id(message), Value("fence", fence), Lease(lease), Time("now", now));
        if (passed is [var sending])
            return new GateAnswer.Passed(sending);
        var reasons = await session.Select<string?>(gate.Reason, Id(message), Value("fence", fence), Time("now", now)).ToListAsync(cancellationToken);
        return reasons is [{ } reason] ? new GateAnswer.Stopped(Enum.Parse<GateStop>(reason)) : new GateAnswer.TooLate();
    }

    /// <inheritdoc/>
    public async Task<Message?> LockMessageAsync(MessageId message, long fence, CancellationToken cancellationToken) =>
        (await RowsAsync<Message>(statements.LockMessage, cancellationToken, Id(message), Value("fence", fence))).SingleOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimLostAsync(int max, CancellationToken cancellationToken) =>
        await RowsAsync<Message>(statements.ClaimLost, cancellationToken, Value("max", max));

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(MessageId message, long fence, TimeSpan lease, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(statements.RenewLease, [Id(message), Value("fence", fence), Lease(lease)], cancellationToken) == 1;

    /// <inheritdoc/>
    public async Task ReleaseAsync(IReadOnlyCollection<(MessageId Message, long Fence)> messages, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        // A few of one mailbox: each has a fence of its own.
        foreach (var (message, fence) in messages)
            await session.ExecuteAsync(
                until is null ? ClaimSql.ReleaseAtOnce : ClaimSql.Release,
                until is { } moment ? [Id(message), Value("fence", fence), Time("now", moment)] : [Id(message), Value("fence", fence)],
                cancellationToken
            );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxEvent>> ClaimEventsAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = await RowsAsync<OutboxEvent>(statements.ClaimEvents, cancellationToken, Time("now", now), Value("max", max), Lease(lease));
        return [.. claimed.OrderBy(row => row.Id.Value)];
    }

    /// <inheritdoc/>
    public Task ConfirmEventsAsync(IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(statements.ConfirmEvents, [Set("ids", events.Select(id => id.Value)), Time("now", now)], cancellationToken);

    /// <inheritdoc/>
    public Task PutOffEventAsync(OutboxEvent claimed, int attempts, DateTimeOffset until, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            ClaimSql.PutOffEvent,
            [Value("id", session.Id(claimed.Id.Value)), Value("fence", claimed.Fence), Value("attempts", attempts), Time("now", until)],
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<InboxEntry>> GetHandledAsync(IReadOnlyCollection<CrmEventId> events, CancellationToken cancellationToken) =>
        await session.Db.Rows<InboxEntry>().Where(row => events.Contains(row.Event)).ToListAsync(cancellationToken);

    private Task<List<T>> RowsAsync<T>(string statement, CancellationToken cancellationToken, params object[] parameters)
        where T : class, IRow => session.Db.RowsOf<T>(statement, parameters).ToListAsync(cancellationToken);

    private DbParameter Id(MessageId message) => Value("id", session.Id(message.Value));

    private DbParameter Set(string name, IEnumerable<Guid> ids) => Value(name, session.Set(ids));

    private DbParameter Time(string name, DateTimeOffset time) => Value(name, session.Time(time));

    private DbParameter Lease(TimeSpan lease) => Value("lease", lease.TotalSeconds);

    private DbParameter Value(string name, object value)
    {
        var parameter = DbProviderFactories.GetFactory(session.Connection)!.CreateParameter()!;
        parameter.ParameterName = name;
        parameter.Value = value;
        return parameter;
    }
}
