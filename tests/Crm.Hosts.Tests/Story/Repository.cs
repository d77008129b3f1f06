using System.Runtime.CompilerServices;

namespace Crm.Tests.Hosts.Story;

/// <summary>Where the project's files stand.</summary>
internal static class Repository
{
    /// <summary>The folder of Crm.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Release or Debug: hosts are built as the tests are.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A file or folder below <see cref="Root"/>.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A host's assembly, as it was built for itself: with its own settings, and without what tests bring along.</summary>
    public static string Host(string name) => At("hosts", name, "bin", Configuration, "net10.0", $"{name}.dll");

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
