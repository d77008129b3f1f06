using System.Globalization;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Crm.Values;

/// <summary>Reads phone numbers. What cannot be read as one number for certain is refused: nobody should call a number made from the digits of something else.</summary>
internal static partial class PhoneText
{
    private const int MaxLength = 50;

    /// <summary>E.164 §6.1: fifteen digits, the country code among them.</summary>
    private const int MaxDigits = 15;
    private const string Example = "It must be one phone number such as +49 30 1234567, without other words.";

    /// <summary>A phone number in E.164 where it can be read, else its digits; or what is wrong with it. An extension is left out.</summary>
    /// <param name="value">The number as given.</param>
    /// <param name="country">The country (ISO 3166-1 alpha-2) in whose form a number without country code is read, or null.</param>
    public static (string? Normalized, string? WhyNot) Normalize(string value, string? country)
    {
        var text = PlainText.Visible(value);
        if (text.Length is 0 or > MaxLength)
            return (null, $"It must have 1–{MaxLength} characters, had {text.Length}.");
        if (text.Any(char.IsControl))
            return (null, "It must not contain line breaks or control characters.");
        if (NumberText.WhySpreadsheet(text) is { } shortened)
            return (null, shortened);
        var main = Prefix().Replace(text, "");
        main = Extension().Match(main) is { Success: true, Index: > 0 } extension ? main[..extension.Index] : ExtensionWord().Replace(main, "");
        if (IsSeveral(main, country))
            return (null, "It seems to contain several phone numbers; give them separately.");
        if (!Number().IsMatch(main))
            return (null, Example);
        if (Read(main, country) is { } number)
            return (PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164), null);
        // An extension within a company, or a number of a plan that the library does not know: its digits are kept.
        var digits = string.Concat(main.Where(char.IsDigit).Select(digit => CharUnicodeInfo.GetDecimalDigitValue(digit)));
        return digits.Length switch
        {
            < 3 => (null, "It must have at least three digits, such as +49 30 1234567."),
            > MaxDigits => (null, $"It has {digits.Length} digits, and a phone number has at most {MaxDigits}; does it contain several numbers?"),
            _ => (main.TrimStart().StartsWith('+') ? $"+{digits}" : digits, null),
        };
    }

    private static PhoneNumbers.PhoneNumber? Read(string text, string? country)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            return numbers.Parse(text, country) is { } number && numbers.IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>A slash can also separate area code and number, as in 030/1234567: it separates two numbers only if each side is one.</summary>
    private static bool IsSeveral(string text, string? country)
    {
        if (Divider().IsMatch(text) || text.Count(letter => letter == '+') > 1)
            return true;
        var parts = text.Split(['/', '\\'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 1
            && Array.TrueForAll(
                parts,
                part => part.Count(char.IsDigit) >= 5 && (part.StartsWith('+') || part.StartsWith('0') || Read(part, country) is not null)
            );
    }

    [GeneratedRegex(@"^\s*(?:tel|phone|fon|mobile|mobil)\s*[.:]\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();

    [GeneratedRegex(
        @"\s*[,;]?\s*(?:ext(?:ension|n)?\.?|x|#|dw\.?|durchwahl|poste|anexo|int\.|доб\.?)\s*[=:.]?\s*\d{1,7}\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Extension();

    [GeneratedRegex(@"^\s*(?:ext(?:ension|n)?\.?|x|#|dw\.?|durchwahl)\s*[=:.]?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ExtensionWord();

    [GeneratedRegex(@"[,;|&\n]|\s(?:or|and|oder|und|ou|et|y|o|e)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Divider();

    /// <summary>Digits of any script and the characters that people write between them.</summary>
    [GeneratedRegex(@"^[\d\s+＋()\[\]（）.\-‐-―−/\\*'~]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
