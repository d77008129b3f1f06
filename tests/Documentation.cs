using System.Runtime.CompilerServices;

namespace Crm.Tests;

/// <summary>The project's Markdown pages and the code blocks in them.</summary>
internal static class Documentation
{
    /// <summary>The folder of Crm.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>All pages, relative to <see cref="Root"/>.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory
            .EnumerateFiles(Root, "*.md", SearchOption.TopDirectoryOnly)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The lines of a file, without indentation, so that code can stand deeper or less deep.</summary>
    public static IReadOnlyList<string> Lines(string path) => [.. File.ReadAllLines(Path.Combine(Root, path)).Select(line => line.Trim())];

    /// <summary>The code blocks of a page in one language.</summary>
    public static IEnumerable<CodeBlock> Blocks(string page, string language)
    {
        List<string>? block = null;
        var (number, start) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(Root, page)))
        {
            number++;
            if (block is null && line == "```" + language)
                (block, start) = ([], number);
            else if (block is not null && line == "```")
            {
                yield return new CodeBlock($"{page}:{start}", block);
                block = null;
            }
            else
                block?.Add(line);
        }
    }

    /// <summary>Each block of C# names its file in its first line, and occurs there line by line.</summary>
    public static void AssertCodeOccurs(string page)
    {
        var blocks = Blocks(page, "csharp").ToList();
        Assert.That(blocks, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var block in blocks)
                Assert.That(block.IsIn(), $"{block.Place}: its first line must be '// path/of/a/file.cs', and the rest occur in that file.");
        }
    }

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}

/// <summary>A block of code in a page.</summary>
/// <param name="Place">Page and line.</param>
/// <param name="Text">Its lines.</param>
internal sealed record CodeBlock(string Place, IReadOnlyList<string> Text)
{
    /// <summary>Whether the block's lines stand, in one piece, in the file that its first line names.</summary>
    public bool IsIn()
    {
        if (Text is not [{ } first, ..] || !first.StartsWith("// ", StringComparison.Ordinal) || !File.Exists(Path.Combine(Documentation.Root, first[3..])))
            return false;
        var wanted = Text.Skip(1).Select(line => line.Trim()).ToList();
        var there = Documentation.Lines(first[3..]);
        return wanted.Count > 0
            && Enumerable.Range(0, Math.Max(0, there.Count - wanted.Count + 1)).Any(start => there.Skip(start).Take(wanted.Count).SequenceEqual(wanted));
    }
}
