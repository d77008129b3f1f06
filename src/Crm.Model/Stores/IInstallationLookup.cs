namespace Crm.Stores;

/// <summary>Reads what the installation knows about itself, whoever its tenants are.</summary>
public interface IInstallationLookup
{
    /// <summary>What plugins brought when a host last loaded them, by plugin and key.</summary>
    Task<IReadOnlyList<PluginPart>> GetPluginPartsAsync(CancellationToken cancellationToken);

    /// <summary>How far the database has progressed; null if no worker has marked it yet.</summary>
    Task<InstallationMark?> GetMarkAsync(CancellationToken cancellationToken);
}
