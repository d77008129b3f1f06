namespace Crm.Stores;

/// <summary>Keeps what the installation knows about itself.</summary>
public interface IInstallationStore : IInstallationLookup
{
    /// <summary>Remembers what the loaded plugins bring, in place of everything that they brought before. Waits for transactions that hold the parts, see <see cref="HoldPartsAsync"/>.</summary>
    Task RememberPartsAsync(IReadOnlyCollection<string> plugins, IReadOnlyCollection<PluginPart> parts, CancellationToken cancellationToken);

    /// <summary>Makes <see cref="RememberPartsAsync"/> in other transactions wait until this one ends. Several transactions can hold the parts at the same time.</summary>
    Task HoldPartsAsync(CancellationToken cancellationToken);

    /// <summary>Marks the database with a moment, or just after its last mark if that is later.</summary>
    /// <returns>The mark as it is now.</returns>
    Task<InstallationMark> MarkAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Notes that the database was restored, so that hosts without a file of their own know it too. It holds until a recovery begins.</summary>
    Task MarkBehindAsync(CancellationToken cancellationToken);

    /// <summary>Notes that a recovery begins. The database is marked, see <see cref="MarkAsync"/>.</summary>
    Task<InstallationMark> BeginRecoveryAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>All tenants that are set up: for what concerns the whole installation.</summary>
    Task<IReadOnlyList<TenantId>> GetTenantsAsync(CancellationToken cancellationToken);
}
