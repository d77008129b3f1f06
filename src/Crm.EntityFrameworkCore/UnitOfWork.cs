using Crm.Records;
using Crm.Sql;
using Crm.Stores;

namespace Crm.EntityFrameworkCore;

/// <summary>The stores within one transaction, of a tenant or of the system.</summary>
internal sealed class UnitOfWork(StoreSession session, RowTables tables, ITransactionEnd end) : IUnitOfWork, ISystemUnitOfWork
{
    private bool hasApplied;
    private bool isAudited;
    private bool hasFailed;
    private bool isCommitted;

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
    public async Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Demand();
        if (!session.CanWrite)
            throw new InvalidOperationException("This unit of work was opened for reading: open it with WorkKind.Write.");
        if (changes.IsEmpty)
            return;
        hasFailed = true;
        var operations = ChangeOperations.Of(changes, tables.Of, session.Tenant);
        await session.Database.Writer.WriteAsync(session.Connection, session.Transaction, operations, cancellationToken);
        (hasFailed, hasApplied, isAudited) = (false, true, isAudited || changes.IsAudited);
    }

    /// <inheritdoc/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        Demand();
        if (hasApplied && !isAudited)
            throw new InvalidOperationException(
                "The changes came without an audit row, a step execution or a batch: nothing is committed that nobody answers for."
            );
        isCommitted = true;
        try
        {
            await end.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (session.Database.Translate(exception, session.Connection) is { } translated)
        {
            throw translated;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => end.DisposeAsync();

    private void Demand()
    {
        if (isCommitted)
            throw new InvalidOperationException("This unit of work was committed: open another one.");
        if (hasFailed)
            throw new InvalidOperationException("A change of this unit of work failed, so nothing of it can be committed: open another one.");
    }
}
