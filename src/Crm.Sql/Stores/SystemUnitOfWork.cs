using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>A transaction over all tenants.</summary>
internal sealed class SystemUnitOfWork(StoreSession session, ITransactionEnd end) : UnitOfWork(session, end), ISystemUnitOfWork
{
    private readonly Dictionary<TenantId, IStores> tenants = [];

    /// <inheritdoc/>
    public ITenancyLookup Tenancy => Session.Tenancy;

    /// <inheritdoc/>
    public IRecordLookup Records => Session.Records;

    /// <inheritdoc/>
    public IActivityLookup Activities => Session.Activities;

    /// <inheritdoc/>
    public ISequenceLookup Sequences => Session.Sequences;

    /// <inheritdoc/>
    public IMessageLookup Messages => Session.Messages;

    /// <inheritdoc/>
    public IEnrollmentClaims EnrollmentClaims => field ??= new EnrollmentClaims(Session);

    /// <inheritdoc/>
    public IMessageClaims MessageClaims => field ??= new MessageClaims(Session);

    /// <inheritdoc/>
    public IEventClaims EventClaims => field ??= new EventClaims(Session);

    /// <inheritdoc/>
    public IDeliveryClaims DeliveryClaims => field ??= new DeliveryClaims(Session);

    /// <inheritdoc/>
    public IRetentionStore Retention => field ??= new RetentionStore(Session);

    /// <inheritdoc/>
    public IAccountStore Accounts => field ??= new AccountStore(Session);

    /// <inheritdoc/>
    public IInstallationStore Installation => field ??= new InstallationStore(Session);

    /// <inheritdoc/>
    public IStores For(TenantId tenant)
    {
        if (tenant == default)
            throw new ArgumentException("Stores belong to one tenant; the id was empty.", nameof(tenant));
        if (!tenants.TryGetValue(tenant, out var stores))
            tenants[tenant] = stores = new NarrowedStores(this, Session.Narrow(tenant), tenant);
        return stores;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> GetNextDueAsync(CancellationToken cancellationToken)
    {
        var next = new SqlStatement(ClaimSql.For(Session.Dialect).NextDue);
        return (await Session.SelectAsync(next, row => Session.Dialect.ReadTime(row, 0), cancellationToken))[0];
    }

    /// <inheritdoc/>
    public async Task<DueCounts> CountDueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = new SqlStatement(ClaimSql.CountDue, Session.Time("now", now));
        return (await Session.SelectAsync(count, row => new DueCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken))[0];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(TenantId Tenant, string Cause)>> GetBlockingCausesAsync(CancellationToken cancellationToken)
    {
        var causes = new SqlStatement("select distinct tenant, cause from crm_enrollment where state = 'Blocked' and cause is not null");
        return await Session.SelectAsync(causes, row => (new TenantId(row.GetGuid(0)), row.GetString(1)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetUsedHandlerKeysAsync(CancellationToken cancellationToken) => UsedHandlers.GetKeysAsync(Session, cancellationToken);

    /// <summary>The stores of one tenant within the transaction.</summary>
    private sealed class NarrowedStores(SystemUnitOfWork unit, StoreSession session, TenantId tenant) : IStores
    {
        public ITenancyStore Tenancy => session.Tenancy;

        public IRecordStore Records => session.Records;

        public IActivityStore Activities => session.Activities;

        public ISequenceStore Sequences => session.Sequences;

        public IMessageStore Messages => session.Messages;

        public IAuditStore Audit => field ??= new AuditStore(session);

        public IEventStore Events => field ??= new EventStore(session);

        public IInstallationLookup Installation => unit.Installation;

        public Task LockAsync(string name, CancellationToken cancellationToken) => session.LockKeyAsync(tenant, name, cancellationToken);

        public Task ApplyAsync(ChangeSet changes, CancellationToken cancellationToken) => unit.ApplyAsync(changes, tenant, isLast: false, cancellationToken);
    }
}
