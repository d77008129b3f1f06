namespace Crm.Tenancy;

/// <summary>A customer of the installation and its defaults.</summary>
public sealed record Tenant : IRow
{
    /// <summary>The tenant's id.</summary>
    public required TenantId Id { get; init; }

    /// <inheritdoc/>
    TenantId IRow.Tenant => Id;

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Time zone (IANA) where nothing nearer to the recipient is known.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>Currency (ISO 4217) of amounts that name none.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Country (ISO 3166-1 alpha-2) in whose form phone numbers without a country code are read; null where there is none.</summary>
    public string? Country { get; init; }

    /// <summary>Postal address, for the footer of sequence emails; this version keeps it and does not print it yet. Null: none.</summary>
    public string? PostalAddress { get; init; }

    /// <summary>When it was set up, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
