using Crm.Messages;

namespace Crm.Installation;

/// <summary>Shows the tenant and what hangs on it. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class GetTenant(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">Refused: the tenant is not set up (<c>not-set-up</c>).</exception>
    public Task<TenantView> ExecuteAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context => new TenantView(
                (await context.Stores.Tenancy.GetTenantsAsync(cancellationToken)).FirstOrDefault(tenant => tenant.Id == caller.Tenant)
                    ?? throw CrmException.Refused("not-set-up", "The tenant is not set up yet."),
                await context.Stores.Tenancy.GetPipelinesAsync(cancellationToken),
                await context.Stores.Messages.GetMailboxesAsync(cancellationToken)
            ),
            cancellationToken
        );
    }
}

/// <summary>A tenant as one looks at it.</summary>
/// <param name="Tenant">The tenant and its defaults.</param>
/// <param name="Pipelines">Its pipelines.</param>
/// <param name="Mailboxes">Where its mail goes out.</param>
public sealed record TenantView(Tenant Tenant, IReadOnlyList<Pipeline> Pipelines, IReadOnlyList<Mailbox> Mailboxes);
