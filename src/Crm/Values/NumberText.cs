using System.Text.RegularExpressions;

namespace Crm.Values;

/// <summary>Numbers as people and spreadsheets write them: tells what cannot be read for certain. Pure.</summary>
internal static partial class NumberText
{
    /// <summary>What is wrong with a text that a spreadsheet made of a long number, such as <c>4.93E+11</c>; null where it is none.</summary>
    public static string? WhySpreadsheet(string text) =>
        Shortened().IsMatch(text)
            ? $"'{Problems.Shown(text)}' is a number that a spreadsheet shortened, so digits are lost: format the column as text there and export it again."
        : WithDecimals().IsMatch(text)
            ? $"'{Problems.Shown(text)}' is written with decimals, as spreadsheets do: format the column as text there and export it again."
        : null;

    /// <summary>Whether a spreadsheet shortened it.</summary>
    public static bool IsShortened(string text) => Shortened().IsMatch(text);

    /// <summary>Whether the point or comma could mark decimals as well as thousands: <c>1.250</c>.</summary>
    public static bool IsAmbiguous(string text) => Ambiguous().IsMatch(text);

    [GeneratedRegex(@"^[+-]?\d+(?:[.,]\d+)?E\+?\d{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shortened();

    [GeneratedRegex(@"^\+?\d{5,}[.,]0+$", RegexOptions.CultureInvariant)]
    private static partial Regex WithDecimals();

    [GeneratedRegex(@"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Ambiguous();
}
