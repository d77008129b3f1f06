using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Crm.Tests.Hosts.Packages;

/// <summary>What is in a package and its symbols.</summary>
/// <param name="Nuspec">Its metadata.</param>
/// <param name="Files">Its files, without those of the format itself.</param>
/// <param name="Sources">The sources that its symbols name.</param>
internal sealed record Package(XElement Nuspec, IReadOnlyList<string> Files, IReadOnlyList<string> Sources)
{
    /// <summary>Its id.</summary>
    public string Id => Text("id")!;

    /// <summary>Ids of packages that it brings along.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. Nuspec.Descendants(Nuspec.Name.Namespace + "dependency").Select(dependency => dependency.Attribute("id")!.Value)];

    /// <summary>An element's text, or null.</summary>
    public string? Text(string element) => Nuspec.Element(Nuspec.Name.Namespace + element)?.Value;

    /// <summary>Reads a package and the symbols beside it.</summary>
    public static Package Read(string path)
    {
        using var package = ZipFile.OpenRead(path);
        using var nuspec = package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        string[] format = ["_rels/", "package/", "[Content_Types].xml"];
        var files = package
            .Entries.Select(entry => entry.FullName)
            .Where(name => !Array.Exists(format, part => name.StartsWith(part, StringComparison.Ordinal)));
        return new Package(XDocument.Load(nuspec).Root!.Elements().Single(), [.. files], [.. SourcesOf(Path.ChangeExtension(path, ".snupkg"))]);
    }

    private static IEnumerable<string> SourcesOf(string symbols)
    {
        using var package = ZipFile.OpenRead(symbols);
        using var stream = package.Entries.Single(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)).Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        var reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
    }
}
