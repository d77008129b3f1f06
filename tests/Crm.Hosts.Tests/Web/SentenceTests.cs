using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Crm.Components;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Web;

/// <summary>What the engine says in English, a reader of German reads in German: why a step waits, why something was refused, what is wrong with a field.</summary>
internal sealed partial class SentenceTests
{
    /// <summary>Where the engine says what a rep meets every day.</summary>
    private static readonly string[] Spoken =
    [
        "src/Crm/Activities",
        "src/Crm/Kernel/Access.cs",
        "src/Crm/Kernel/InputText.cs",
        "src/Crm/Messages/CancelMessage.cs",
        "src/Crm/Messages/PreviewTemplate.cs",
        "src/Crm/Messages/SaveTemplate.cs",
        "src/Crm/Messages/SendEmail.cs",
        "src/Crm/Messages/Sending",
        "src/Crm/Messages/UnknownMessages.cs",
        "src/Crm/Records",
        "src/Crm/Sequences/Drafts",
        "src/Crm/Sequences/Enrolling",
        "src/Crm/Sequences/EnrollmentFollower.cs",
        "src/Crm/Sequences/Enrollments.cs",
        "src/Crm/Sequences/Steps",
        "src/Crm/Sequences/Transitions",
        "src/Crm/Sequences/WaitingStep.cs",
        "src/Crm/Tenancy/SaveMemberSettings.cs",
        "src/Crm/Timeline",
        "src/Crm/Values",
        "src/Crm.Model/Values",
        "plugins/Crm.Plugins.Essentials/Steps",
    ];

    /// <summary>What programs and whoever writes plugins or sequences read, and no rep.</summary>
    private static readonly string[] Unspoken =
    [
        "It must be wasSent, resend or giveUp, was {0}.",
        "Name a cause or a sequence: what goes on must have something in common.",
        "Only Blocked and Paused enrollments are resumed, was {0}.",
        "It must not be blank.",
        "It must be 0 to 365 days, was {0}.",
        "Whether it begins a new conversation under its own subject. Otherwise a follow-up is a reply under the subject of the first email.",
    ];

    [Test]
    public void Every_sentence_that_a_rep_meets_has_its_German_wording()
    {
        var spoken = Spoken.SelectMany(Files).SelectMany(SentencesIn).ToHashSet();
        var worded = Wordings().Select(one => one.Sentence).ToHashSet();

        Assert.That(spoken, Has.Count.GreaterThan(150));
        Assert.That(spoken.Except(Unspoken).Except(worded).Order(), Is.Empty);
    }

    [Test]
    public void A_wording_fills_in_what_its_sentence_has()
    {
        foreach (var (sentence, wording) in Wordings())
            Assert.That(
                Places().Matches(wording).Select(match => match.Groups[1].Value).Except(Places().Matches(sentence).Select(match => match.Groups[1].Value)),
                Is.Empty,
                sentence
            );
    }

    [TestCase("All steps are done.", "Alle Schritte sind erledigt.")]
    [TestCase("It must have at most 50 characters, had 61.", "Höchstens 50 Zeichen, es waren 61.")]
    [TestCase("The recipient's address is suppressed (OptedOut).", "Die Adresse des Empfängers ist für E-Mails gesperrt (Abgemeldet).")]
    [TestCase("The mailbox may not send: The server refused the message.", "Das Postfach darf nicht senden: Der Server hat die E-Mail abgelehnt.")]
    [TestCase("It was postponed 3 times: No answer from the server.", "3-mal verschoben: Keine Antwort vom Server.")]
    [TestCase("Finished Spring mails: Completed", "Spring mails beendet: erledigt")]
    [TestCase("Company created: Deal makers", "Firma angelegt: Deal makers")]
    [TestCase("owner: It is required.", "owner: Das ist erforderlich.")]
    [TestCase("the message (Queued)", "die E-Mail (Steht an)")]
    [TestCase("2 business days", "2 Werktage")]
    [TestCase("There is no company 'a person'.", "Den Eintrag „a person“ gibt es nicht (Firma), oder Sie dürfen ihn nicht sehen.")]
    [TestCase("A plugin's own words stay as they are.", "A plugin's own words stay as they are.")]
    public void A_sentence_is_said_in_the_readers_language(string sentence, string german)
    {
        var sentences = new Sentences(ShownWords.Texts);

        Assert.That(ShownWords.In("de", () => sentences.Of(sentence)), Is.EqualTo(german));
        Assert.That(ShownWords.In("en", () => sentences.Of(sentence)), Is.EqualTo(sentence));
        Assert.That(ShownWords.In("fr", () => sentences.Of(sentence)), Is.EqualTo(sentence), "a language that the pages do not speak");
    }

    private static IEnumerable<(string Sentence, string Wording)> Wordings() =>
        XDocument
            .Load(Repository.At("src", "Crm.Components", "Sentences.de.resx"))
            .Root!.Elements("data")
            .Select(one => (one.Attribute("name")!.Value, one.Element("value")!.Value));

    private static IEnumerable<string> Files(string path) =>
        path.EndsWith(".cs", StringComparison.Ordinal)
            ? [Repository.At(path)]
            : Directory
                .EnumerateFiles(Repository.At(path), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>Texts that are whole sentences, with numbered places for what is filled in.</summary>
    private static IEnumerable<string> SentencesIn(string file) =>
        File.ReadLines(file)
            .Where(line => !line.Contains("//", StringComparison.Ordinal) && !Silent().IsMatch(line))
            .SelectMany(line => Literals().Matches(line))
            .Select(match => Numbered(match.Groups[2].Value, match.Groups[1].Length > 0))
            .Where(text => Sentence().IsMatch(text));

    private static string Numbered(string text, bool isInterpolated)
    {
        text = text.Replace("\\\"", "\"", StringComparison.Ordinal);
        if (!isInterpolated)
            return text;
        var (numbered, depth, number) = (new StringBuilder(), 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var isDoubled = depth == 0 && at + 1 < text.Length && text[at] is '{' or '}' && at + 1 < text.Length && text[at + 1] == text[at];
            if (isDoubled)
                numbered.Append(text[at]).Append(text[at++]);
            else if (text[at] == '{' && depth++ == 0)
                numbered.Append('{').Append(number++).Append('}');
            else if (text[at] == '}')
                depth--;
            else if (depth == 0 && text[at] != '{')
                numbered.Append(text[at]);
        }
        return numbered.ToString();
    }

    [GeneratedRegex("""(\$?)"((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Literals();

    /// <summary>Words and a full stop; what is written into logs has names at its places.</summary>
    [GeneratedRegex(@"^(?!.*\{[A-Za-z])(?=.*\p{Ll}{2})[A-Z{].* .*\.\s*$")]
    private static partial Regex Sentence();

    /// <summary>Lines that say nothing to people: errors of programs, and what settings are for.</summary>
    [GeneratedRegex(@"Description\(|ArgumentOutOfRange|Unreachable|InvalidOperation|LoggerMessage")]
    private static partial Regex Silent();

    [GeneratedRegex(@"\{(\d)(?::word)?\}")]
    private static partial Regex Places();
}
