using System.Text.RegularExpressions;

namespace Crm.Values;

/// <summary>Writes lines of a CSV file (RFC 4180) that a spreadsheet shows as they are: a text that it would take for a formula gets an apostrophe in front.</summary>
internal static partial class CsvText
{
    /// <summary>A line, with its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>A cell, quoted where it must be.</summary>
    public static string Cell(string? text)
    {
        var safe = Defused(text ?? "");
        return safe.AsSpan().ContainsAny(",\"\r\n") || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>A spreadsheet computes what begins with one of these; a plain number or phone number comes out as itself.</summary>
    private static string Defused(string text) =>
        text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20') && !Number().IsMatch(text)
            ? "'" + text
            : text;

    [GeneratedRegex(@"^[+-]?[0-9][0-9 ]*(\.[0-9]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
