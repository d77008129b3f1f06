using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Crm.Values;

/// <summary>Makes one line of a text of any length.</summary>
internal static partial class OneLine
{
    /// <summary>More than this of a body is not looked at: markup before the first words rarely takes more.</summary>
    private const int LookedAt = 20_000;

    /// <summary>The beginning of a text, without markup and line breaks, cut between graphemes; null where nothing is left.</summary>
    /// <param name="text">Plain text; tags in it are left out.</param>
    /// <param name="max">At most so many characters (UTF-16), the ellipsis counted.</param>
    public static string? Of(string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var beginning = PlainText.Normalize(text.Length > LookedAt ? text[..LookedAt] : text);
        if (beginning.Contains('<', StringComparison.Ordinal) && Tag().IsMatch(beginning))
            beginning = WebUtility.HtmlDecode(Tag().Replace(beginning, " "));
        var line = Collapse(beginning, max);
        return line.Length == 0 ? null : Cut(line, max);
    }

    /// <summary>One space for each run of white space and control characters; half a surrogate pair, which no database takes, becomes U+FFFD. Ends behind <paramref name="max"/>: what is cut off is not looked at.</summary>
    private static string Collapse(string text, int max)
    {
        var line = new StringBuilder(Math.Min(text.Length, max));
        var gap = false;
        Span<char> characters = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                gap = line.Length > 0;
                continue;
            }
            if (line.Length > max)
                break;
            if (gap)
                line.Append(' ');
            gap = false;
            line.Append(characters[..rune.EncodeToUtf16(characters)]);
        }
        return line.ToString();
    }

    private static string Cut(string line, int max)
    {
        if (line.Length <= max)
            return line;
        // In ASCII each character but a line break, which no line has, is a grapheme; most notes are ASCII where they are cut.
        if (Ascii.IsValid(line.AsSpan(0, max)))
            return line[..(max - 1)].TrimEnd() + "…";
        var end = 0;
        while (StringInfo.GetNextTextElementLength(line, end) is var length && end + length <= max - 1)
            end += length;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>Comments, and tags that begin with a letter: <c>a &lt; b</c> is no markup.</summary>
    [GeneratedRegex("<!--.*?-->|</?[a-zA-Z][^<>]*>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();
}
