using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Packages;

/// <summary>What <c>dotnet pack</c> makes, and that it works outside of the repository.</summary>
[Category("Long"), NonParallelizable]
public sealed class PackageTests
{
    private static readonly string[] Libraries =
    [
        .. Directory
            .EnumerateDirectories(Repository.At("src"))
            .Concat([Repository.At("plugins", "Crm.Plugins.Essentials"), Repository.At("plugins", "Crm.Plugins.Mail")])
            .Select(folder => Path.GetFileName(folder)!)
            .Order(StringComparer.Ordinal),
    ];

    private readonly PackedFeed feed = new();

    [OneTimeSetUp]
    public Task PackAsync() => feed.PackAsync();

    [OneTimeTearDown]
    public void Remove() => feed.Dispose();

    [Test]
    public void Every_library_and_both_plugins_are_packed_and_no_host() => Assert.That(Packages().Select(package => package.Id), Is.EquivalentTo(Libraries));

    [Test]
    public void A_package_says_what_it_is_and_names_no_folder_of_the_machine()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var package in Packages())
            {
                Assert.That(package.Text("description"), Is.Not.Null.And.Not.EqualTo("Package Description"), package.Id);
                Assert.That(package.Text("tags"), Does.Contain("crm"), package.Id);
                Assert.That(package.Text("license"), Is.EqualTo("Apache-2.0"), package.Id);
                Assert.That(package.Text("readme"), Is.EqualTo("README.md"), package.Id);
                Assert.That(package.Nuspec.ToString(), Does.Not.Contain(Repository.Root).And.Not.Contain("file:"), package.Id);
                Assert.That(
                    package.Files.Where(file => !IsOfPages(file)),
                    Is.EquivalentTo(new[] { $"{package.Id}.nuspec", "README.md", $"lib/net10.0/{package.Id}.dll", $"lib/net10.0/{package.Id}.xml" }),
                    package.Id
                );
                Assert.That(package.Sources, Is.Not.Empty.And.All.StartsWith("/_/"), package.Id);
            }
        }
    }

    [Test]
    public void Only_the_components_bring_style_script_and_further_languages() =>
        Assert.That(Packages().Where(package => package.Files.Any(IsOfPages)).Select(package => package.Id), Is.EqualTo(new[] { "Crm.Components" }));

    [Test]
    public void A_package_brings_along_what_its_project_references_and_no_more()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var package in Packages())
            {
                var project = Directory.EnumerateFiles(Repository.Root, $"{package.Id}.csproj", SearchOption.AllDirectories).Single();
                Assert.That(package.Dependencies, Is.EquivalentTo(References(project)), package.Id);
            }
        }
    }

    [Test]
    public async Task The_program_for_embedders_runs_from_packages()
    {
        var solution = await feed.CreateSolutionAsync("shop");
        var project = string.Join(
            '\n',
            Documentation.Blocks("docs/embedding.md", "xml").Single(block => block.Text[0].StartsWith("<Project", StringComparison.Ordinal)).Text
        );
        var packages = string.Join('\n', Documentation.Blocks("docs/embedding.md", "xml").Single(block => block.Text[0] == "<ItemGroup>").Text);
        var (from, to) = (project.IndexOf("<ItemGroup>", StringComparison.Ordinal), project.IndexOf("</Project>", StringComparison.Ordinal));
        await PackedFeed.WriteProjectAsync(Path.Combine(solution, "Shop.csproj"), [project[..from], packages, project[to..]]);
        foreach (var file in new[] { "Program.cs", "appsettings.json" })
            File.Copy(Repository.At("docs", "examples", "embedding", file), Path.Combine(solution, file));

        await PackedFeed.DotnetAsync(solution, "build", "-o", "out", "-v", "q");

        await ShopProcess.AssertOrdersAreNotedAsync(Path.Combine(solution, "out", "Shop.dll"), solution);
    }

    [TestCase("Crm.Plugins.Sample", "Sample", "acme.social")]
    [TestCase("Crm.Plugins.Visits", "Visits", "acme.visits")]
    public async Task A_plugin_for_partners_is_built_tested_and_loaded_from_packages(string plugin, string tests, string id)
    {
        var solution = await feed.CreateSolutionAsync(plugin);
        var projects = Documentation.Blocks("docs/plugins.md", "xml").Where(block => block.Text[0].StartsWith("<Project", StringComparison.Ordinal)).ToList();
        await PackedFeed.WriteProjectAsync(Path.Combine(solution, plugin, $"{plugin}.csproj"), projects[0].Text);
        await PackedFeed.WriteProjectAsync(
            Path.Combine(solution, "Tests", "Tests.csproj"),
            projects[1].Text.Select(line => line.Replace("Crm.Plugins.Sample", plugin, StringComparison.Ordinal))
        );
        await WriteCodeAsync($"plugins/{plugin}/", Path.Combine(solution, plugin));
        await WriteCodeAsync($"tests/Crm.Plugins.Tests/{tests}/", Path.Combine(solution, "Tests"));

        Assert.That(await PackedFeed.DotnetAsync(solution, "test", "Tests"), Does.Contain("Passed!"));
        await PackedFeed.DotnetAsync(solution, "publish", plugin, "-o", $"plugins/{plugin}", "-v", "q");

        Assert.That(
            Directory.EnumerateFiles(Path.Combine(solution, "plugins", plugin), "*.dll").Select(Path.GetFileName),
            Is.EqualTo(new[] { $"{plugin}.dll" }),
            "the host brings the contract"
        );
        string[] settings = [$"Crm:Plugins:Folders:0={Path.Combine(solution, "plugins")}", $"Crm:Plugins:Enabled:0={plugin}"];
        var listed = await PackedFeed.DotnetAsync(
            solution,
            [Repository.Host("Crm.Console"), "plugins", "list", .. settings.SelectMany(setting => new[] { "--config", setting })]
        );
        Assert.That(listed, Does.Contain(id));
    }

    /// <summary>Writes the code that the page shows of a folder's files.</summary>
    private static async Task WriteCodeAsync(string from, string to)
    {
        var files = Documentation.Blocks("docs/plugins.md", "csharp").Where(block => block.Text[0][3..].StartsWith(from, StringComparison.Ordinal));
        foreach (var file in files.GroupBy(block => Path.GetFileName(block.Text[0])))
            await File.WriteAllLinesAsync(Path.Combine(to, file.Key), file.SelectMany(block => block.Text.Skip(1)));
    }

    private List<Package> Packages() => [.. Directory.EnumerateFiles(feed.Feed, "*.nupkg").Select(Package.Read)];

    private static IEnumerable<string> References(string project)
    {
        var items = System.Xml.Linq.XDocument.Load(project).Descendants();
        return items
            .Where(item => item.Name == "PackageReference")
            .Select(item => item.Attribute("Include")!.Value)
            .Concat(items.Where(item => item.Name == "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value)));
    }

    /// <summary>What the SDK packs for Razor components: static files with the properties that name them, and texts of other languages.</summary>
    private static bool IsOfPages(string file) =>
        file.StartsWith("staticwebassets/", StringComparison.Ordinal)
        || file.StartsWith("build", StringComparison.Ordinal) && file.EndsWith(".props", StringComparison.Ordinal)
        || file.EndsWith(".resources.dll", StringComparison.Ordinal);
}
