using Crm.Messages;

namespace Crm.Installation;

/// <summary>A tenant, its defaults, and what hangs on it.</summary>
/// <param name="Id">The tenant's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Zone">Time zone (IANA) where nothing nearer to the recipient is known.</param>
/// <param name="Currency">Currency (ISO 4217) of amounts that name none.</param>
public sealed record TenantView(TenantId Id, string Name, string Zone, string Currency)
{
    /// <summary>Country (ISO 3166-1 alpha-2) in whose form phone numbers without a country code are read, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Postal address, or null.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>When it was set up, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its pipelines.</summary>
    public required IReadOnlyList<PipelineView> Pipelines { get; init; }

    /// <summary>The mailboxes that its mail is sent from.</summary>
    public required IReadOnlyList<MailboxView> Mailboxes { get; init; }

    /// <summary>The tenant of a frame; null where it is not set up.</summary>
    internal static async Task<TenantView?> FindAsync(Work work) =>
        (await work.Stores.Tenancy.GetTenantsAsync(work.Cancellation)).FirstOrDefault(tenant => tenant.Id == work.Tenant) is { } row
            ? new TenantView(row.Id, row.Name, row.Zone, row.Currency)
            {
                Country = row.Country,
                PostalAddress = row.PostalAddress,
                CreatedAt = row.CreatedAt,
                Pipelines = [.. (await work.Stores.Tenancy.GetPipelinesAsync(work.Cancellation)).Select(PipelineView.Of)],
                Mailboxes = [.. (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Select(MailboxView.Of)],
            }
            : null;
}
