using Crm.Plugins;
using Crm.Records;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acme.Visits;

/// <summary>Where visits are shown.</summary>
public interface IVisitBoard
{
    /// <summary>Shows a visit; nothing where the event is shown already.</summary>
    Task AddAsync(CrmEventId id, string text, CancellationToken cancellationToken);
}

/// <summary>A folder with a file for each visit.</summary>
public sealed class FolderBoard(string folder) : IVisitBoard
{
    public Task AddAsync(CrmEventId id, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        return File.WriteAllTextAsync(Path.Combine(folder, $"{id}.txt"), text, cancellationToken);
    }
}

/// <summary>Registers the board; a host that has one of its own keeps it.</summary>
public sealed class VisitsSetup : IPluginSetup
{
    public void Configure(PluginBuilder builder) =>
        builder.Services.TryAddSingleton<IVisitBoard>(_ => new FolderBoard(builder.Configuration.GetValueOrDefault("Folder") ?? "visits"));
}
