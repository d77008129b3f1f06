using Crm.Messages;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IMessageClaims"/>
internal sealed class MessageClaims(StoreSession session) : IMessageClaims
{
    private readonly ClaimSql statements = ClaimSql.For(session.Dialect);
    private readonly GateSql gate = GateSql.For(session.Dialect);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimAsync(DateTimeOffset now, MessageClaim claim, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Max, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(claim.Mailboxes, 1);
        var due = new SqlStatement(
            statements.LockDueMailboxes,
            session.Time("now", now),
            session.Set("except", claim.Except.Select(mailbox => mailbox.Value)),
            new("mailboxes", Math.Min(claim.Mailboxes, claim.Max))
        );
        var mailboxes = await session.SelectAsync(due, row => row.GetGuid(0), cancellationToken);
        if (mailboxes.Count == 0)
            return [];
        // A statement of its own: it sees what others claimed of these mailboxes before they were locked.
        var claiming = new SqlStatement(
            statements.ClaimMessages,
            session.Time("now", now),
            session.Set("mailboxes", mailboxes),
            new("max", claim.Max),
            StoreSession.Lease(claim.Lease)
        );
        var claimed = await session.RowsAsync<Message>(claiming, cancellationToken);
        return [.. claimed.OrderBy(message => message.NextAttemptAt).ThenBy(message => message.Id.Value)];
    }

    /// <inheritdoc/>
    public async Task<GateAnswer> PassGateAsync(MessageId message, long fence, TimeSpan lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pass = session.ResultOf<Message>(
            new SqlStatement(gate.Pass, session.Id(message.Value), new("fence", fence), StoreSession.Lease(lease), session.Time("now", now))
        );
        var links = RecordParts.LinksOf(session, GateSql.RecordsOfMessage, session.Id(message.Value));
        await session.ReadAsync([pass, links], cancellationToken);
        if (pass.Rows is [var sending])
            return new GateAnswer.Passed(sending, links.Rows);
        var why = new SqlStatement(gate.Reason, session.Id(message.Value), new("fence", fence), session.Time("now", now));
        var reasons = await session.SelectAsync(why, row => row.IsDBNull(0) ? null : row.GetString(0), cancellationToken);
        return reasons is [{ } reason] ? new GateAnswer.Stopped(Enum.Parse<GateStop>(reason)) : new GateAnswer.TooLate();
    }

    /// <inheritdoc/>
    public async Task<Message?> LockAsync(MessageId message, long? fence, CancellationToken cancellationToken)
    {
        var id = session.Id(message.Value);
        var held = fence is { } own ? new SqlStatement(statements.LockMessage, id, new("fence", own)) : new SqlStatement(statements.LockAnyMessage, id);
        return (await session.RowsAsync<Message>(held, cancellationToken)).SingleOrDefault();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Message>> ClaimLostAsync(int max, CancellationToken cancellationToken) =>
        await session.RowsAsync<Message>(new SqlStatement(statements.ClaimLost, new SqlValue("max", max)), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RenewLeaseAsync(MessageId message, long fence, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renew = new SqlStatement(statements.RenewLease, session.Id(message.Value), new("fence", fence), StoreSession.Lease(lease));
        return await session.ExecuteAsync(renew, cancellationToken) == 1;
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(IReadOnlyCollection<(MessageId Message, long Fence)> messages, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        // A few of one mailbox: each has a fence of its own.
        foreach (var (message, fence) in messages)
        {
            var release = until is { } moment
                ? new SqlStatement(ClaimSql.Release, session.Id(message.Value), new("fence", fence), session.Time("now", moment))
                : new SqlStatement(ClaimSql.ReleaseAtOnce, session.Id(message.Value), new("fence", fence));
            await session.ExecuteAsync(release, cancellationToken);
        }
    }
}
