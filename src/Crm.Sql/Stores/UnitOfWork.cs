using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>A transaction: what is written in it and how it ends.</summary>
internal abstract class UnitOfWork(StoreSession session, ITransactionEnd end) : IAsyncDisposable
{
    private readonly CustomValues customValues = new(session);
    private readonly LastTouches lastTouches = new(session);
    private bool hasApplied;
    private bool isAudited;
    private bool hasFailed;
    private bool isCommitted;
    private bool isDisposed;

    /// <summary>What its stores share; tests look through it at the transaction.</summary>
    internal StoreSession Session => session;

    /// <inheritdoc cref="IStores.ApplyAsync"/>
    public Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken) => ApplyAsync(changes, session.Tenant, isLast: false, cancellationToken);

    /// <inheritdoc cref="IUnitOfWork.ApplyAsync(ChangeSet, bool, CancellationToken)"/>
    public Task ApplyAsync(ChangeSet changes, bool isLast, CancellationToken cancellationToken) =>
        ApplyAsync(changes, session.Tenant, isLast, cancellationToken);

    /// <inheritdoc cref="IUnitOfWork.CommitAsync"/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        Demand();
        if (hasApplied && !isAudited)
            throw new InvalidOperationException("The changes have no audit row, step execution or import batch, so they were not committed; call Work.Audit.");
        cancellationToken.ThrowIfCancellationRequested();
        await lastTouches.WriteAsync(cancellationToken);
        isCommitted = true;
        try
        {
            // Not to be cut short: nobody would know what became of it.
            await end.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (session.TranslateCommit(exception) is { } translated)
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

    /// <summary>Writes changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="tenant">The tenant that all rows must belong to; null: each to any.</param>
    /// <param name="isLast">Whether the commit follows, so that what belongs right before it is sent together with them.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    protected async Task ApplyAsync(ChangeSet changes, TenantId? tenant, bool isLast, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Demand();
        session.DemandWrite();
        if (changes.IsEmpty)
            return;
        hasFailed = true;
        await customValues.LockAsync(changes, cancellationToken);
        var known = ChangeOperations.RecordsOf(changes) is { } records ? await customValues.GetKnownAsync(records, cancellationToken) : StoredRecords.None;
        lastTouches.Note(changes);
        var last = isLast && !session.Dialect.IsSqlite ? lastTouches.Take() : [];
        await session.WriteAsync(ChangeOperations.Of(changes, RowTables.For(session.Dialect).Of, known, tenant), last, cancellationToken);
        await customValues.RebuildAsync(changes, cancellationToken);
        (hasFailed, hasApplied, isAudited) = (false, hasApplied || changes.NeedsAudit, isAudited || changes.IsAudited);
    }

    private void Demand()
    {
        if (isCommitted)
            throw new InvalidOperationException("This unit of work was committed: open another one.");
        if (hasFailed)
            throw new InvalidOperationException("A change of this unit of work failed, so nothing of it can be committed: open another one.");
    }
}
