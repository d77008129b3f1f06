using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scrutor;

namespace Crm.Plugins;

/// <summary>Finds plugins and registers their classes; the <see cref="PluginCatalog"/> is built from them when the container is there.</summary>
internal static class PluginLoader
{
    /// <summary>
    /// Adds the plugins and the <see cref="PluginCatalog"/> to a host's services. Throws nothing for what is wrong with a plugin: all of it, for all
    /// compiled-in plugins together, is thrown when the catalog is first resolved, which a host does at start.
    /// </summary>
    /// <param name="services">The host's services; what is added after this call is seen too.</param>
    /// <param name="options">Which plugins.</param>
    /// <param name="compiledIn">Assemblies that came with the host; those without <see cref="CrmPluginAttribute"/> are passed over. See <see cref="CompiledIn"/>.</param>
    /// <param name="section">The section <c>Crm:Plugins</c>; a plugin's settings stand below <c>Settings:{id}</c>.</param>
    public static void Load(IServiceCollection services, PluginOptions options, IEnumerable<Assembly> compiledIn, IConfiguration section)
    {
        var marked = compiledIn.Distinct().Where(assembly => assembly.GetCustomAttribute<CrmPluginAttribute>() is not null).ToList();
        var named = marked.Where(assembly => options.Enabled.Any(entry => IsNamed(assembly, entry))).ToList();
        var candidates = (named.Count > 0 ? named : marked).Select(assembly => new PluginCandidate(assembly, folder: null)).ToList();
        var folders = new PluginFolders(options);
        foreach (var entry in options.Enabled.Distinct().Where(entry => !marked.Exists(assembly => IsNamed(assembly, entry))))
            folders.Load(entry);
        folders.ListWaiting();
        candidates.AddRange(folders.Candidates.OrderBy(candidate => candidate.Id, StringComparer.Ordinal));
        FindTwins(candidates);
        foreach (var candidate in candidates.Where(candidate => candidate.Folder is null || candidate.Problems.Count == 0))
        {
            candidate.Configure(services, section);
            Register(services, candidate);
        }
        services.TryAddSingleton(provider => new CatalogReading(provider, candidates, folders.Refused).Read());
    }

    /// <summary>The plugins that lie beside the host's program, whether or not its code mentions them (the compiler drops references to assemblies that no code names).</summary>
    public static IReadOnlyList<Assembly> CompiledIn()
    {
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var beside = trusted
            .Where(path => path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal) && PluginFile.ReadId(path) is not null)
            .Order(StringComparer.Ordinal)
            .Select(path => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path))));
        return [.. beside];
    }

    private static bool IsNamed(Assembly assembly, string entry) =>
        string.Equals(entry, assembly.GetCustomAttribute<CrmPluginAttribute>()!.Id, StringComparison.Ordinal)
        || string.Equals(entry, assembly.GetName().Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of two with one id the first stays, unless both are compiled in: then nobody can know which one is meant.</summary>
    private static void FindTwins(List<PluginCandidate> candidates)
    {
        foreach (var twins in candidates.GroupBy(candidate => candidate.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        foreach (var twin in twins.Skip(1))
            twin.Problems.Add($"The id '{twin.Id}' is also that of {twins.First().Assembly.GetName().Name}; an id belongs to one plugin.");
    }

    /// <summary>
    /// Scans with Scrutor apart from the host's services, then adds each class by a factory: the container's own validation would stop the host at the first
    /// class that cannot be constructed, and for a folder plugin too. The catalog looks at the constructors itself and reports all.
    /// </summary>
    private static void Register(IServiceCollection services, PluginCandidate candidate)
    {
        var found = new ServiceCollection();
        found.Scan(scan =>
            scan.FromAssemblies(candidate.Assembly)
                .AddClasses(classes => classes.Where(candidate.Types.Contains), publicOnly: false)
                .UsingRegistrationStrategy(RegistrationStrategy.Append)
                .AsSelfWithInterfaces(PluginContracts.IsContract)
                .WithScopedLifetime()
        );
        foreach (var descriptor in found)
            services.Add(
                descriptor.ImplementationType is { } type
                    ? ServiceDescriptor.Scoped(descriptor.ServiceType, provider => ActivatorUtilities.CreateInstance(provider, type))
                    : descriptor
            );
    }
}
