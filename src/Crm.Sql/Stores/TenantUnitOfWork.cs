using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The stores of one tenant within a transaction of its own.</summary>
internal sealed class TenantUnitOfWork(StoreSession session, TenantId tenant, ITransactionEnd end) : UnitOfWork(session, end), IUnitOfWork
{
    /// <inheritdoc/>
    public TenantId Tenant => tenant;

    /// <inheritdoc/>
    public ITenancyStore Tenancy => Session.Tenancy;

    /// <inheritdoc/>
    public IRecordStore Records => Session.Records;

    /// <inheritdoc/>
    public IActivityStore Activities => Session.Activities;

    /// <inheritdoc/>
    public ISequenceStore Sequences => Session.Sequences;

    /// <inheritdoc/>
    public IMessageStore Messages => Session.Messages;

    /// <inheritdoc/>
    public IAuditStore Audit => field ??= new AuditStore(Session);

    /// <inheritdoc/>
    public IEventStore Events => field ??= new EventStore(Session);

    /// <inheritdoc/>
    public IInstallationLookup Installation => field ??= new InstallationStore(Session);

    /// <inheritdoc/>
    public Task LockAsync(string name, CancellationToken cancellationToken) => Session.LockKeyAsync(tenant, name, cancellationToken);
}
