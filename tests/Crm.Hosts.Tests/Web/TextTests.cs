using System.Text.RegularExpressions;
using System.Xml.Linq;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Web;

/// <summary>What people read stands in resource files, in English and German.</summary>
internal sealed partial class TextTests
{
    private static readonly string[] Roots = [Repository.At("src", "Crm.Components"), Repository.At("hosts", "Crm.Web")];

    [Test]
    public void Every_text_that_is_asked_for_has_its_English_and_its_German_wording()
    {
        var asked = AskedFor();

        Assert.That(asked, Has.Count.GreaterThan(100));
        Assert.That(asked.Except(KeysOf("Texts.resx")), Is.Empty);
        Assert.That(asked.Except(KeysOf("Texts.de.resx")), Is.Empty);
    }

    [Test]
    public async Task No_text_is_left_that_nobody_asks_for()
    {
        Assert.That(KeysOf("Texts.resx").Except(AskedFor()).Except(await ShownWords.AllAsync()), Is.Empty);
        Assert.That(KeysOf("Texts.resx"), Is.EquivalentTo(KeysOf("Texts.de.resx")));
    }

    [Test]
    public async Task Every_word_of_the_engine_that_pages_show_has_its_English_and_its_German_wording()
    {
        var words = await ShownWords.AllAsync();

        Assert.That(words, Has.Count.GreaterThan(50));
        foreach (var language in new[] { "en", "de" })
            Assert.That(words.Where(word => ShownWords.In(language, () => ShownWords.Texts[word]).ResourceNotFound), Is.Empty, language);
    }

    [TestCase("Unknown", "Ungewiss")]
    [TestCase("Not known", "Unbekannt")]
    [TestCase("All steps done", "Alle Schritte erledigt")]
    [TestCase("To be tried again", "Wird noch einmal versucht")]
    public void A_word_means_in_German_what_it_means_where_it_stands(string word, string german) =>
        Assert.That(ShownWords.In("de", () => ShownWords.Texts[word].Value), Is.EqualTo(german));

    [Test]
    public void A_wording_keeps_the_places_that_are_filled_in()
    {
        foreach (var (key, value) in Read("Texts.de.resx"))
            Assert.That(Places().Matches(value).Select(match => match.Value), Is.EquivalentTo(Places().Matches(key).Select(match => match.Value)), key);
    }

    [Test]
    public void No_page_and_no_component_has_words_of_its_own()
    {
        foreach (var file in Files("*.razor"))
        {
            var markup = File.ReadAllText(file).Split("\n@code")[0];
            markup = Expressions().Replace(Code().Replace(Comments().Replace(markup, ""), ""), "");
            var words = Between().Matches(markup).Select(match => match.Groups[1].Value.Trim()).Where(text => Words().IsMatch(text)).ToList();
            Assert.That(words, Is.Empty, Path.GetFileName(file));
        }
    }

    private static HashSet<string> AskedFor() =>
        [.. Files("*.razor").Concat(Files("*.cs")).SelectMany(file => Asked().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> Files(string pattern) =>
        Roots
            .SelectMany(root => Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static HashSet<string> KeysOf(string file) => [.. Read(file).Select(one => one.Key)];

    private static List<(string Key, string Value)> Read(string file) =>
        [.. XDocument.Load(Path.Combine(Roots[0], file)).Root!.Elements("data").Select(one => (one.Attribute("name")!.Value, one.Element("value")!.Value))];

    [GeneratedRegex("""\b(?:T|texts)\[\s*"((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comments();

    /// <summary>A line of C#, which compares.</summary>
    [GeneratedRegex(@"^\s*(?:@(?:if|else|for|foreach|switch|using|inject|page|inherits|implements)\b|else\b|var\b|case\b|\}).*$", RegexOptions.Multiline)]
    private static partial Regex Code();

    /// <summary>What stands between the end of an element and the beginning of the next, on one line.</summary>
    [GeneratedRegex(@"(?<=[\w""'/]>)([^<>\n{}]+)(?=<)")]
    private static partial Regex Between();

    [GeneratedRegex(
        @"@[\w.]+(?:(?:\[[^\]]*\]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))[\w.]*)?|@\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)|&\w+;|<code>.*?</code>|Crm|Deutsch|English"
    )]
    private static partial Regex Expressions();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Words();
}
