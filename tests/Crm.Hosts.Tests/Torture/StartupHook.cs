using System.Runtime.Loader;
using Crm.Tests.Hosts.Torture;

/// <summary>
/// .NET runs this in a worker process before its Main where <c>DOTNET_STARTUP_HOOKS</c> names this assembly (the type's name and place are .NET's): the worker is the shipped one, and dies where the
/// test says.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // What the tests need stands beside the worker and is not in its list of assemblies.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        KillSites.Watch();
    }
}
