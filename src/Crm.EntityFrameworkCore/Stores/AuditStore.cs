using Crm.Audit;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <inheritdoc cref="IAuditStore"/>
internal sealed class AuditStore(StoreSession session) : IAuditStore
{
    /// <inheritdoc/>
    public async Task<IdempotencyEntry?> FindRequestAsync(string key, CancellationToken cancellationToken)
    {
        if (session.CanWrite)
            await session.LockKeyAsync(session.Tenant, key, cancellationToken);
        return await session.Db.Rows<IdempotencyEntry>().FirstOrDefaultAsync(row => row.Key == key, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Page<AuditEntry>> ListAsync(string? subject, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("audit", session.Tenant, subject);
        var size = Cursor.Size(page);
        var rows = cursor.Read<AuditPosition>(page.After) is { } after
            ? session.Db.RowsOf<AuditEntry>("select * from crm_audit_entry where id < {0}", session.Id(after.Id))
            : session.Db.Rows<AuditEntry>();
        if (subject is not null)
            rows = rows.Where(row => row.Subject == subject);
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
        return cursor.Page(found, size, row => new AuditPosition(row.Id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<InvariantBreach>> VerifyAsync(CancellationToken cancellationToken) => Invariants.CountAsync(session, cancellationToken);

    private sealed record AuditPosition(Guid Id);
}
