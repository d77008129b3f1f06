using Crm.Records;
using Crm.Stores;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.EntityFrameworkCore;

/// <summary>The tenants' store of a scope: its own transactions, or savepoints in the host's.</summary>
internal sealed class EnlistedStore(EntityFrameworkStore store, CrmEnlistment enlistment) : ITenantStore
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The host has begun no transaction, or works on another kind of database.</exception>
    public Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken)
    {
        if (enlistment.Host is not { } host)
            return store.BeginAsync(tenant, kind, cancellationToken);
        if (host.Database.CurrentTransaction is not { } transaction)
            throw new InvalidOperationException("The host's context has no transaction: begin one before a use case runs in it.");
        return store.BeginWithinAsync(transaction.GetDbTransaction(), tenant, kind, cancellationToken);
    }
}
