using System.Data.Common;
using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.Data.Sqlite;

namespace Crm.EntityFrameworkCore;

/// <summary>The stores within one transaction, of a tenant or of the system.</summary>
internal sealed class UnitOfWork(StoreSession session, RowTables tables, ITransactionEnd end) : IUnitOfWork, ISystemUnitOfWork
{
    private readonly CustomValues customValues = new(session, tables);
    private bool hasApplied;
    private bool isAudited;
    private bool hasFailed;
    private bool isCommitted;
    private bool isDisposed;

    /// <summary>What its stores share; tests look through it at the transaction.</summary>
    internal StoreSession Session => session;

    /// <inheritdoc/>
    public TenantId Tenant => session.Tenant ?? throw new InvalidOperationException("A unit of work of the system has no tenant of its own.");

    /// <inheritdoc/>
    public ITenancyStore Tenancy => field ??= new TenancyStore(session);

    /// <inheritdoc/>
    public IRecordStore Records => field ??= new RecordStore(session);

    /// <inheritdoc/>
    public IActivityStore Activities => field ??= new ActivityStore(session);

    /// <inheritdoc/>
    public ISequenceStore Sequences => field ??= new SequenceStore(session);

    /// <inheritdoc/>
    public IMessageStore Messages => field ??= new MessageStore(session);

    /// <inheritdoc/>
    public IAuditStore Audit => field ??= new AuditStore(session);

    /// <inheritdoc/>
    public IClaimStore Claims => field ??= new ClaimStore(session);

    /// <inheritdoc/>
    public Task LockAsync(string name, CancellationToken cancellationToken) => session.LockKeyAsync(session.Tenant, name, cancellationToken);

    /// <inheritdoc/>
    public Task LockAsync(TenantId tenant, string name, CancellationToken cancellationToken) => session.LockKeyAsync(tenant, name, cancellationToken);

    /// <inheritdoc/>
    public async Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Demand();
        if (!session.CanWrite)
            throw new InvalidOperationException("This unit of work was opened for reading: open it with WorkKind.Write.");
        if (changes.IsEmpty)
            return;
        hasFailed = true;
        var known = ChangeOperations.RecordsOf(changes) is { } records ? await customValues.GetKnownAsync(records, cancellationToken) : StoredRecords.None;
        await session.WriteAsync(ChangeOperations.Of(changes, tables.Of, known, session.Tenant), cancellationToken);
        await customValues.RebuildAsync(changes, cancellationToken);
        (hasFailed, hasApplied, isAudited) = (false, hasApplied || changes.NeedsAudit, isAudited || changes.IsAudited);
    }

    /// <inheritdoc/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        Demand();
        if (hasApplied && !isAudited)
            throw new InvalidOperationException(
                "The changes came without an audit row, a step execution or a batch: nothing is committed that nobody answers for."
            );
        cancellationToken.ThrowIfCancellationRequested();
        isCommitted = true;
        try
        {
            // Not to be cut short: nobody would know what became of it.
            await end.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (session.Database.Translate(exception, session.Connection) is { } translated)
        {
            // A server that answers has rolled back; where the answer is lost, nobody knows.
            throw exception is DbException { SqlState: null } and not SqliteException ? new CommitUnknownException(exception) : translated;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref isDisposed, true) ? ValueTask.CompletedTask : end.DisposeAsync();

    private void Demand()
    {
        if (isCommitted)
            throw new InvalidOperationException("This unit of work was committed: open another one.");
        if (hasFailed)
            throw new InvalidOperationException("A change of this unit of work failed, so nothing of it can be committed: open another one.");
    }
}
