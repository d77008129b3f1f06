namespace Crm.Stores;

/// <summary>What is claimed for a subscriber.</summary>
/// <param name="Subscriber">Its key.</param>
/// <param name="Now">Until when it is due, in UTC.</param>
/// <param name="Lease">For how long.</param>
public sealed record DeliveryClaim(string Subscriber, DateTimeOffset Now, TimeSpan Lease)
{
    /// <summary>Tenants that are left out.</summary>
    public IReadOnlyCollection<TenantId> Without { get; init; } = [];

    /// <summary>Of how many tenants at most, from 1.</summary>
    public int Tenants { get; init; } = 1;

    /// <summary>How many events of each at most, from 1.</summary>
    public int Share { get; init; } = 1;
}
