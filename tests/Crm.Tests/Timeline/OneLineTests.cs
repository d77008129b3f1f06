using System.Globalization;
using Crm.Values;
using CsCheck;

namespace Crm.Timeline;

public sealed class OneLineTests
{
    [TestCase("a\r\nb\t c", "a b c")]
    [TestCase("  <p>Hello&nbsp;<b>Ada</b></p><!-- x -->  ", "Hello Ada")]
    [TestCase("a < b and c > d", "a < b and c > d")]
    [TestCase("AT&amp;T", "AT&amp;T")]
    public void Leaves_out_markup_and_line_breaks(string text, string line) => Assert.That(OneLine.Of(text, 200), Is.EqualTo(line));

    [Test]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.That(OneLine.Of("a\ud83d", 200), Is.EqualTo("a\ufffd"));

    [TestCase(null)]
    [TestCase(" \n ")]
    [TestCase("<br/>")]
    public void Nothing_is_null(string? text) => Assert.That(OneLine.Of(text, 200), Is.Null);

    [Test]
    public void Cuts_between_graphemes()
    {
        var family = "👨‍👩‍👧‍👦";
        Assert.That(OneLine.Of(new string('x', 195) + family + "y", 200), Is.EqualTo(new string('x', 195) + "…"));
    }

    [Test]
    public void Is_never_longer_than_asked_and_begins_as_the_whole_line_does_at_a_graphemes_border() =>
        Gen.String[0, 400]
            .Sample(text =>
            {
                var (cut, whole) = (OneLine.Of(text, 50), OneLine.Of(text, int.MaxValue));
                if (cut == whole)
                    return cut is null || cut.Length <= 50;
                var kept = cut![..^1];
                return cut.Length <= 50
                    && cut.EndsWith('…')
                    && whole!.StartsWith(kept, StringComparison.Ordinal)
                    && (kept.Length == 0 || whole[kept.Length] == ' ' || StringInfo.ParseCombiningCharacters(whole).Contains(kept.Length));
            });
}
