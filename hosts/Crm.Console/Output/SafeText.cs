using System.Globalization;

namespace Crm.Output;

/// <summary>Texts of records are other people's: what a terminal would take for a command is taken out.</summary>
internal static class SafeText
{
    /// <summary>One line without control characters, or the marks that turn the direction of text.</summary>
    public static string OneLine(string? text) => string.Join(' ', Lines(text));

    /// <summary>The lines, without control characters.</summary>
    public static IEnumerable<string> Lines(string? text) =>
        string.IsNullOrEmpty(text) ? [""] : text.ReplaceLineEndings("\n").Split('\n').Select(line => string.Concat(line.Select(Printed)).TrimEnd());

    private static char Printed(char letter) =>
        letter == '\t' ? ' '
        : char.IsControl(letter)
        || letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'
        || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.LineSeparator
            ? '\uFFFD'
        : letter;
}
