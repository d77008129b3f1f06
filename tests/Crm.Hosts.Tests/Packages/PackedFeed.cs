using System.Text.RegularExpressions;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Packages;

/// <summary>A folder outside of the repository with a feed of all packages, made once, and solutions that take them from there.</summary>
internal sealed partial class PackedFeed : IDisposable
{
    /// <summary>Sets these packages apart from any that the machine has seen before.</summary>
    private const string Suffix = "outside";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly string folder = Directory.CreateTempSubdirectory("crm-packages-").FullName;

    /// <summary>The feed.</summary>
    public string Feed => Path.Combine(folder, "feed");

    /// <summary>Packs the solution as the documentation says.</summary>
    public async Task PackAsync()
    {
        var artifacts = Path.Combine(folder, "artifacts");
        await DotnetAsync(Repository.Root, "pack", "Crm.sln", "-o", Feed, "--artifacts-path", artifacts, "--version-suffix", Suffix, "-v", "q");
    }

    /// <summary>A folder for a solution, with the <c>nuget.config</c> of docs/embedding.md and a packages folder of its own.</summary>
    public async Task<string> CreateSolutionAsync(string name)
    {
        var solution = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var config = string.Join('\n', Documentation.Blocks("docs/embedding.md", "xml").Single(block => block.Text[0] == "<configuration>").Text);
        var others = Source().Matches(await DotnetAsync(folder, "nuget", "list", "source")).Select(match => match.Groups["name"].Value.Trim());
        config = config.Replace("value=\"feed\"", $"value=\"{Feed}\"", StringComparison.Ordinal);
        // The machine's own sources take the place of the one that the SDK brings.
        config = OtherSources()
            .Replace(config, match => string.Concat(others.Select(name => match.Value.Replace("nuget.org", name, StringComparison.Ordinal))));
        config = config.Replace(
            "<configuration>",
            "<configuration><config><add key=\"globalPackagesFolder\" value=\"packages\" /></config>",
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(Path.Combine(solution, "nuget.config"), config);
        File.Copy(Repository.At("global.json"), Path.Combine(solution, "global.json"));
        return solution;
    }

    /// <summary>Writes a project file, its packages in the version of the feed.</summary>
    public static async Task WriteProjectAsync(string path, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, OwnVersion().Replace(string.Join('\n', lines), match => $"{match.Value}-{Suffix}"));
    }

    /// <summary>Runs <c>dotnet</c>, which must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        // Nothing stays behind that holds files of the folder; words in English.
        var environment = new Dictionary<string, string>
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
        };
        await using var process = HostProcess.Start("dotnet", arguments, folder, environment);
        var code = await process.EndAsync(Limit);
        Assert.That(code, Is.Zero, () => $"dotnet {string.Join(' ', arguments)}\n{process.Output}\n{process.Error}");
        return process.Output;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    [GeneratedRegex(@"^\s*\d+\.\s+(?<name>.+) \[Enabled\]", RegexOptions.Multiline)]
    private static partial Regex Source();

    [GeneratedRegex("""<packageSource key="nuget\.org">.*?</packageSource>""", RegexOptions.Singleline)]
    private static partial Regex OtherSources();

    [GeneratedRegex("""(?<=Include="Crm(\.\w+)*" Version=")[0-9.]+""")]
    private static partial Regex OwnVersion();
}
