using System.Xml.Linq;

namespace Crm.Tests.Architecture;

/// <summary>What a package needs before it is packed; <c>PackageTests</c> looks at the packages themselves.</summary>
public sealed class PackagingTests
{
    private static readonly string[] Plugins = ["Crm.Plugins.Essentials", "Crm.Plugins.Mail"];

    [Test]
    public void Every_library_and_both_plugins_have_a_description_and_a_page()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in Projects("src").Concat(Projects("plugins").Where(path => Plugins.Contains(Path.GetFileNameWithoutExtension(path)))))
            {
                Assert.That(XDocument.Load(path).Descendants("Description").Select(element => element.Value), Has.One.Not.Empty, path);
                Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "README.md")), path);
            }
        }
    }

    [Test]
    public void Only_these_two_plugins_and_no_host_say_that_they_are_packed() =>
        Assert.That(
            Projects("plugins")
                .Concat(Projects("hosts"))
                .Where(path => XDocument.Load(path).Descendants().Any(element => element.Name.LocalName is "IsPackable" or "PackAsTool"))
                .Select(Path.GetFileNameWithoutExtension),
            Is.EquivalentTo(Plugins)
        );

    private static IEnumerable<string> Projects(string folder) => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories);
}
