using System.Text.RegularExpressions;

namespace Crm;

public sealed partial class DocumentationTests
{
    [TestCaseSource(typeof(Documentation), nameof(Documentation.Pages))]
    public void Every_link_of_a_page_leads_to_something_in_the_project(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Documentation.Root, page))!;
        var text = Fence().Replace(File.ReadAllText(Path.Combine(Documentation.Root, page)), "");
        using (Assert.EnterMultipleScope())
        {
            foreach (var link in Link().Matches(text).Select(match => match.Groups["to"].Value).Where(link => !IsElsewhere(link)))
            {
                var parts = link.Split('#', 2);
                var target = Path.GetFullPath(parts[0].Length == 0 ? Path.Combine(Documentation.Root, page) : Path.Combine(folder, parts[0]));
                Assert.That(target, Does.StartWith(Documentation.Root + Path.DirectorySeparatorChar), $"{page}: '{link}' leads out of the project.");
                Assert.That(File.Exists(target) || Directory.Exists(target), $"{page}: '{link}' leads to nothing.");
                if (parts is [_, { } anchor] && File.Exists(target))
                    Assert.That(Anchors(target), Does.Contain(anchor), $"{page}: '{link}' names no heading.");
            }
        }
    }

    [Test]
    public void Code_in_the_page_for_embedders_is_code_that_runs() => Documentation.AssertCodeOccurs("docs/embedding.md");

    [TestCase("xml", "docs/examples/embedding/Shop.csproj")]
    [TestCase("json", "docs/examples/embedding/appsettings.json")]
    public void Files_of_the_sample_for_embedders_are_shown_as_they_are(string language, string file) =>
        Assert.That(
            Documentation.Blocks("docs/embedding.md", language).Select(block => block.Text),
            Has.Member(File.ReadAllLines(Path.Combine(Documentation.Root, file)))
        );

    private static bool IsElsewhere(string link) =>
        link.StartsWith("https://", StringComparison.Ordinal)
        || link.StartsWith("http://", StringComparison.Ordinal)
        || link.StartsWith("mailto:", StringComparison.Ordinal);

    /// <summary>Headings as links name them: lower case, blanks as hyphens, without punctuation.</summary>
    private static IEnumerable<string> Anchors(string path) =>
        Heading()
            .Matches(Fence().Replace(File.ReadAllText(path), ""))
            .Select(match => Punctuation().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>[^\r\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
