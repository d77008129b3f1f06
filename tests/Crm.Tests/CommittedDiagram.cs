using System.Runtime.CompilerServices;

namespace Crm;

/// <summary>Compares a generated diagram with the file in docs/diagrams; CRM_WRITE_DIAGRAMS=1 writes it instead.</summary>
internal static class CommittedDiagram
{
    /// <param name="name">The file's name without ending.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="source">What it is generated from.</param>
    /// <param name="mermaid">The diagram.</param>
    /// <param name="below">Markdown that follows the diagram.</param>
    /// <param name="testFile">The calling test's file, by the compiler.</param>
    public static void AssertIs(string name, string title, string source, string mermaid, string below = "", [CallerFilePath] string testFile = "")
    {
        var end = below.Length > 0 ? $"\n{below}" : "";
        var expected =
            $"# {title}\n\nGenerated from `{source}`; a test keeps it up to date. To regenerate it: `CRM_WRITE_DIAGRAMS=1 dotnet test tests/Crm.Tests`.\n\n```mermaid\n{mermaid}```\n{end}";
        var path = Path.Combine(Root(testFile), "docs", "diagrams", name + ".md");
        if (Environment.GetEnvironmentVariable("CRM_WRITE_DIAGRAMS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }
        Assert.That(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", Is.EqualTo(expected));
    }

    private static string Root(string file)
    {
        var folder = Directory.GetParent(file);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No Crm.sln above the test's source.");
    }
}
