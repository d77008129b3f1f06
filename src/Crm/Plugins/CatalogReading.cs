using System.Reflection;
using Crm.Activities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Plugins;

/// <summary>Reads the descriptors of all plugins once, from a scope without tenant, and finds everything that is wrong with them before anything is thrown.</summary>
internal sealed class CatalogReading(IServiceProvider provider, IReadOnlyList<PluginCandidate> candidates, IReadOnlyList<LoadedPlugin> refused)
{
    private readonly Dictionary<(string Kind, string Key), string> claimed = CoreParts
        .All.SelectMany(PluginContracts.Keys)
        .ToDictionary(key => (key.Kind, key.Key), key => CoreParts.Id);
    private readonly Dictionary<string, string> owners = CoreParts.PluginsOf(CoreParts.All);
    private readonly IServiceProviderIsService known = provider.GetRequiredService<IServiceProviderIsService>();
    private readonly List<object> parts = [];

    /// <summary>Builds the catalog.</summary>
    /// <exception cref="CrmException">Compiled-in plugins are broken; every problem of every one of them is listed.</exception>
    public PluginCatalog Read()
    {
        var scope = provider.CreateAsyncScope();
        var failures = new PluginFailures(
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetService<ILogger<PluginFailures>>() ?? NullLogger<PluginFailures>.Instance
        );
        try
        {
            foreach (var candidate in candidates)
                ReadOne(candidate, scope.ServiceProvider);
            foreach (var candidate in candidates)
            foreach (var (part, exception) in candidate.Failures)
                failures.Report(candidate.Id, part, exception);
            ThrowIfBroken();
            var plugins = candidates.Select(candidate => candidate.ToPlugin()).Concat(refused).ToList();
            Log(plugins);
            return new PluginCatalog(plugins, parts, failures, scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    private void ReadOne(PluginCandidate candidate, IServiceProvider scope)
    {
        if (candidate.Folder is not null && candidate.Problems.Count > 0)
            return;
        var instances = new List<object>();
        var keys = new List<(string Kind, string Key)>();
        foreach (var type in candidate.Types)
        {
            if (MissingOf(type) is { } missing)
                candidate.Problems.Add(missing);
            else
                candidate.Guard(
                    type.Name,
                    "cannot be read",
                    () =>
                    {
                        var instance = scope.GetRequiredService(type);
                        keys.AddRange(CheckedKeys(candidate, instance));
                        instances.Add(instance);
                    }
                );
        }
        if (candidate.Folder is not null && candidate.Problems.Count > 0)
            return;
        foreach (var key in keys)
            claimed.TryAdd(key, candidate.Id);
        foreach (var key in CoreParts.PluginsOf(instances).Keys)
            owners.TryAdd(key, candidate.Id);
        parts.AddRange(instances);
    }

    private List<(string Kind, string Key)> CheckedKeys(PluginCandidate candidate, object instance)
    {
        var keys = new List<(string Kind, string Key)>();
        if (instance is IActivityType { Descriptor: { Icon: { } icon } type } && !ActivityIcons.All.Contains(icon))
            candidate.Problems.Add($"The activity type '{type.Key}' has the icon '{icon}'; there are {string.Join(", ", ActivityIcons.All)}.");
        foreach (var (kind, key, isPrefixed) in PluginContracts.Keys(instance))
        {
            if (isPrefixed && !PluginKey.IsOf(candidate.Id, key))
                candidate.Problems.Add(
                    $"The {kind} {instance.GetType().Name} has the key '{key}'; it must begin with '{candidate.Id}.' and be lower-case letters, digits, _ and dots."
                );
            else if (claimed.TryGetValue((kind, key), out var owner) || (isPrefixed && owners.TryGetValue(key, out owner) && owner != candidate.Id))
                candidate.Problems.Add($"The {kind} '{key}' already belongs to the plugin {owner}.");
            // Within the plugin itself.
            else if (!candidate.OwnKeys.Add((kind, key)))
                candidate.Problems.Add($"The {kind} '{key}' is declared twice in the plugin.");
            else
                keys.Add((kind, key));
        }
        return keys;
    }

    private string? MissingOf(Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors.Length == 0)
            return $"{type.Name} has no public constructor.";
        var missing = constructors
            .Select(constructor => constructor.GetParameters().Where(parameter => !IsThere(parameter)).ToList())
            .MinBy(list => list.Count)!;
        return missing.Count == 0
            ? null
            : $"{type.Name} needs {string.Join(" and ", missing.Select(parameter => parameter.ParameterType.Name))}, which is not registered; register it in an IPluginSetup or in the host.";
    }

    private bool IsThere(ParameterInfo parameter) =>
        parameter.HasDefaultValue || parameter.IsDefined(typeof(FromKeyedServicesAttribute)) || known.IsService(parameter.ParameterType);

    private void ThrowIfBroken()
    {
        var problems = candidates
            .Where(candidate => candidate.Folder is null)
            .SelectMany(candidate => candidate.Problems.Select(problem => new Problem($"plugin {candidate.Id}", problem)))
            .ToList();
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
    }

    private void Log(IEnumerable<LoadedPlugin> plugins)
    {
        var log = provider.GetService<ILoggerFactory>()?.CreateLogger<PluginCatalog>();
        foreach (var plugin in plugins)
            if (plugin.IsWaiting)
                log?.LogInformation("The plugin {Plugin} is not loaded: {Reason}", plugin.Id, plugin.Reason);
            else if (plugin.State == PluginState.Refused)
                log?.LogWarning("The plugin {Plugin} was refused: {Reason}", plugin.Id, plugin.Reason);
            else
                log?.LogInformation("The plugin {Plugin} {Version} is loaded", plugin.Id, plugin.Version);
    }
}
