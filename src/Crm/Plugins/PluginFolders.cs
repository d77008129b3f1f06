using System.Reflection;

namespace Crm.Plugins;

/// <summary>Finds the folder plugins that the options name, below the allowed folders only, and loads those that may be loaded.</summary>
internal sealed class PluginFolders(PluginOptions options)
{
    private readonly IReadOnlyList<string> roots = [.. options.Folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];

    public List<PluginCandidate> Candidates { get; } = [];

    public List<LoadedPlugin> Refused { get; } = [];

    /// <summary>Loads the plugin of an entry of <see cref="PluginOptions.Enabled"/>, or refuses it with a reason, whatever is wrong with its files.</summary>
    public void Load(string entry)
    {
        string? folder = null;
        Guard(() => Load(entry, folder = roots.Select(root => Path.GetFullPath(Path.Combine(root, entry))).FirstOrDefault(IsAllowed)), entry, () => folder);
    }

    private void Load(string entry, string? folder)
    {
        if (folder is null)
            Refuse(entry, null, $"It is neither compiled in nor a folder below {Listed(options.Folders)}; correct Crm:Plugins:Enabled or Crm:Plugins:Folders.");
        else if (!IsAllowed(Resolved(folder)))
            Refuse(entry, folder, "Its folder is a link that leads out of the allowed folders (Crm:Plugins:Folders).");
        else if (MainAssembly(folder) is not { } main)
            Refuse(entry, folder, $"Its folder contains no plugin assembly; {Path.GetFileName(folder)}.dll or one marked assembly is expected.");
        else if (PluginFile.ReadId(main) is not { } id)
            Refuse(entry, folder, $"{Path.GetFileName(main)} is not marked with [assembly: CrmPlugin(\"…\")].");
        else if (AllowedHash(id) is { } hash && PluginFile.Hash(folder) is var found && !found.Equals(hash, StringComparison.OrdinalIgnoreCase))
            Refuse(id, folder, $"Its folder has the hash {found}, but {hash} is allowed; approve it in Crm:Plugins:Hashes or restore the folder.");
        else
            LoadAssembly(id, folder, main);
    }

    /// <summary>Lists folders that hold a plugin nobody named: they wait for approval, and nothing of them is loaded.</summary>
    public void ListWaiting()
    {
        var known = Candidates.Select(candidate => candidate.Folder).Concat(Refused.Select(plugin => plugin.Folder)).ToHashSet(StringComparer.Ordinal);
        var folders = new List<string>();
        foreach (var root in roots.Where(Directory.Exists))
            Guard(() => folders.AddRange(Directory.EnumerateDirectories(root)), Path.GetFileName(root), () => root);
        foreach (var folder in folders.Where(folder => !known.Contains(folder)).Order(StringComparer.Ordinal))
            Guard(() => ListWaiting(folder), Path.GetFileName(folder), () => folder);
    }

    private void ListWaiting(string folder)
    {
        if (MainAssembly(folder) is { } main && PluginFile.ReadId(main) is { } id)
            Refused.Add(
                new LoadedPlugin(id, id, "", PluginState.Refused)
                {
                    IsWaiting = true,
                    Folder = folder,
                    Reason = $"It waits for approval; name {Path.GetFileName(folder)} in Crm:Plugins:Enabled to load it.",
                }
            );
    }

    /// <summary>Names of environment variables may have no dots, so <c>acme_social</c> stands for <c>acme.social</c>; no id has an underscore of its own.</summary>
    private string? AllowedHash(string id) =>
        options.Hashes.TryGetValue(id, out var hash) || options.Hashes.TryGetValue(id.Replace('.', '_'), out hash) ? hash : null;

    private void LoadAssembly(string id, string folder, string main)
    {
        var assembly = new PluginLoadContext(main).LoadFromAssemblyPath(main);
        // The mark is read by its name before; here it must be the contract's own type.
        if (assembly.GetCustomAttribute<CrmPluginAttribute>() is null)
            Refuse(id, folder, $"It is not marked with the attribute of {PluginLoadContext.ContractName}; build it against this contract.");
        else
            Candidates.Add(new PluginCandidate(assembly, folder));
    }

    /// <summary>A folder is a stranger's: what goes wrong while it is looked at refuses that folder and nothing else.</summary>
    private void Guard(Action look, string entry, Func<string?> folder)
    {
        try
        {
            look();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Refuse(entry, folder(), $"It cannot be loaded: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ").Trim()}");
        }
    }

    private void Refuse(string id, string? folder, string reason) =>
        Refused.Add(new LoadedPlugin(id, id, "", PluginState.Refused) { Folder = folder, Reason = reason });

    private bool IsAllowed(string path) =>
        roots.Any(root =>
            path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || path.StartsWith(Resolved(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        ) && Directory.Exists(path);

    private static string Resolved(string folder) => new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder;

    private static string? MainAssembly(string folder)
    {
        var byName = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
        if (File.Exists(byName))
            return byName;
        var marked = Directory.EnumerateFiles(folder, "*.dll").Where(path => PluginFile.ReadId(path) is not null).Take(2).ToList();
        return marked is [var only] ? only : null;
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "an allowed folder (none is set)";
}
