using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The stores within one transaction, of a tenant or of the system.</summary>
internal sealed class UnitOfWork(StoreSession session, ITransactionEnd end) : IUnitOfWork, ISystemUnitOfWork
{
    private readonly RowTables tables = RowTables.For(session.Dialect);
    private readonly CustomValues customValues = new(session);
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
    public ITenancyStore Tenancy => session.Tenancy;

    /// <inheritdoc/>
    public IRecordStore Records => session.Records;

    /// <inheritdoc/>
    public IActivityStore Activities => session.Activities;

    /// <inheritdoc/>
    public ISequenceStore Sequences => session.Sequences;

    /// <inheritdoc/>
    public IMessageStore Messages => session.Messages;

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
        session.DemandWrite();
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
        catch (Exception exception) when (session.Database.TranslateCommit(exception, session.Connection) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
            return;
        try
        {
            await session.DisposeAsync();
        }
        finally
        {
            await end.DisposeAsync();
        }
    }

    private void Demand()
    {
        if (isCommitted)
            throw new InvalidOperationException("This unit of work was committed: open another one.");
        if (hasFailed)
            throw new InvalidOperationException("A change of this unit of work failed, so nothing of it can be committed: open another one.");
    }
}
