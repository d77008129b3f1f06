using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Crm.Plugins;

/// <summary>
/// A folder plugin's own dependencies. What the contract's types are made of comes from the host, or a plugin's <see cref="Activities.IActivityType"/>
/// would be another type than ours; all else comes from the folder. Not collectible: descriptors and caches hold on to the types anyway.
/// </summary>
internal sealed class PluginLoadContext(string mainAssembly) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(mainAssembly), isCollectible: false)
{
    private static readonly HashSet<string> Framework = FrameworkAssemblies();
    private readonly AssemblyDependencyResolver resolver = new(mainAssembly);

    /// <summary>Whether an assembly is the host's, whatever the folder ships.</summary>
    public static bool IsShared(string name) =>
        name == ContractName
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal))
        || Framework.Contains(name);

    internal static string ContractName { get; } = typeof(CrmPluginAttribute).Assembly.GetName().Name!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == ContractName)
            return typeof(CrmPluginAttribute).Assembly;
        if (IsShared(assemblyName.Name!))
            return null;
        return resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;

    private static HashSet<string> FrameworkAssemblies()
    {
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return trusted
            .Where(path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToHashSet(StringComparer.Ordinal);
    }
}
