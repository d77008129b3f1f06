using Crm.Audit;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class AuditStore(StoreSession session) : IAuditStore
{
    /// <inheritdoc/>
    public async Task<IdempotencyEntry?> FindRequestAsync(string key, CancellationToken cancellationToken)
    {
        if (session.CanWrite)
            await session.LockKeyAsync(session.Tenant, key, cancellationToken);
        var query = new SqlQuery<IdempotencyEntry>(session).Where($"t.key = {key}");
        return (await session.RowsAsync<IdempotencyEntry>(query.Rows(), cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> ListAsync(string? subject, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("audit", session.Tenant, subject);
        var size = Cursor.Size(page);
        var query = new SqlQuery<AuditEntry>(session);
        if (cursor.Read<AuditPosition>(page.After) is { } after)
            query.Where($"t.id < {after.Id}");
        if (subject is not null)
            query.Where($"t.subject = {subject}");
        var found = await session.RowsAsync<AuditEntry>(query.Rows("t.id desc", size + 1), cancellationToken);
        return cursor.Page(found, size, row => new AuditPosition(row.Id));
    }

    /// <inheritdoc/>
    public async Task<Batch?> FindBatchAsync(Guid batch, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<Batch>(session).Where($"t.id = {batch}");
        return (await session.RowsAsync<Batch>(query.Rows(), cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvariantBreach>> VerifyAsync(CancellationToken cancellationToken) => Invariants.CountAsync(session, cancellationToken);

    private sealed record AuditPosition(Guid Id);
}
