using System.Buffers;
using System.Globalization;
using System.Text;

namespace Crm.Values;

/// <summary>
/// The one normalized form of text that people type, paste or import. Two texts that look the same become the same: composed (NFC, Unicode Standard Annex 15), with plain spaces, without characters that cannot be
/// seen. Entry, lookup, filters and suppressions all use it, so that none of them mistakes one thing for two. Pure; both forms are idempotent.
/// </summary>
internal static class PlainText
{
    /// <summary>Invisible characters that copied text carries: soft hyphen, zero-width space, word joiner, byte order mark, and the brackets of bidirectional text.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u00AD\u180E\u200B\u2060\u2061\u2062\u2063\u2064\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF"
    );

    /// <summary>Joiners and direction marks: within a text they belong to Persian, Hindi, mixed directions and emoji; at its ends they mean nothing.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("\u061C\u200C\u200D\u200E\u200F");

    /// <summary>The text as it is kept: line breaks and case stay.</summary>
    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text))
            return text.Trim();
        // Before and after: a sign in the middle keeps a letter and its accent apart, and an accent may follow what is taken away.
        var kept = new StringBuilder(text.Length);
        foreach (var letter in Composed(text))
            if (!Invisible.Contains(letter))
                kept.Append(
                    char.GetUnicodeCategory(letter) is UnicodeCategory.SpaceSeparator ? ' '
                    : letter is '\u2028' or '\u2029' ? '\n'
                    : letter
                );
        return Trimmed(Composed(kept.ToString()));
    }

    /// <summary>The text as it is compared: in lower case, with one space for each run of white space, without joiners and marks.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var letter in Normalize(text))
        {
            if (Marks.Contains(letter))
                continue;
            if (!char.IsWhiteSpace(letter))
                key.Append(char.ToLowerInvariant(letter));
            else if (key.Length > 0 && key[^1] != ' ')
                key.Append(' ');
        }
        return Composed(key.ToString()).TrimEnd();
    }

    /// <summary>A text without anything that cannot be seen, for values in which joiners and marks mean nothing either, such as addresses.</summary>
    public static string Visible(string text)
    {
        var normal = Normalize(text);
        return normal.AsSpan().ContainsAny(Marks) ? Normalize(string.Concat(normal.Where(letter => !Marks.Contains(letter)))) : normal;
    }

    /// <summary>Half of a surrogate pair has no composed form; such a text is left as it is, and refused on entry.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static string Trimmed(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsEdge(text[start]))
            start++;
        while (end > start && IsEdge(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsEdge(char letter) => char.IsWhiteSpace(letter) || Marks.Contains(letter);
}
