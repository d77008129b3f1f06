using NodaTime;
using NodaTime.Text;

namespace Crm.Import;

/// <summary>How a file writes dates: a .NET custom format that names day, month and year, so that nothing of a date is filled in. Immutable.</summary>
internal sealed class DateForm
{
    /// <summary>Two-digit years mean 1950 to 2049, as in .NET.</summary>
    private const int TwoDigitYearMax = 49;
    private static readonly string[] IsoForms =
    [
        "uuuu-MM-dd",
        "uuuu-MM-dd'T'HH:mm:ss.FFFFFFF",
        "uuuu-MM-dd' 'HH:mm:ss.FFFFFFF",
        "uuuu-MM-dd'T'HH:mm",
        "uuuu-MM-dd' 'HH:mm",
    ];
    private static readonly string[] Times = ["", "' 'HH:mm", "' 'HH:mm:ss"];
    private readonly LocalDateTimePattern[] patterns;
    private readonly bool hasTime;

    private DateForm(string text, IEnumerable<string> forms, bool hasTime)
    {
        (Text, this.hasTime) = (text, hasTime);
        patterns = [.. forms.Select(form => LocalDateTimePattern.CreateWithInvariantCulture(form).WithTwoDigitYearMax(TwoDigitYearMax))];
    }

    /// <summary>The form as it was given.</summary>
    public string Text { get; }

    /// <summary>ISO 8601.</summary>
    public static DateForm Iso { get; } = new("yyyy-MM-dd", IsoForms, hasTime: false);

    /// <summary>The form of a text, or what is wrong with it.</summary>
    public static (DateForm? Form, string? WhyNot) Read(string? text)
    {
        if (text is null)
            return (Iso, null);
        if (WhyNot(text) is { } why)
            return (null, $"'{Problems.Shown(text)}' {why}");
        var pattern = text.Replace("T", "'T'", StringComparison.Ordinal).Replace("''T''", "'T'", StringComparison.Ordinal);
        var hasTime = Letters(text).Contains('H') || Letters(text).Contains('h');
        try
        {
            // Texts that begin with the year cannot be told from ISO 8601; where the mapping names such a form, only that one is read.
            var own = hasTime ? [pattern] : Times.Select(time => pattern + time);
            return (new DateForm(text, Letters(text)[0] is 'y' or 'u' ? own : own.Concat(IsoForms), hasTime), null);
        }
        catch (InvalidPatternException exception)
        {
            return (null, $"'{Problems.Shown(text)}' is not a valid date format: {exception.Message}");
        }
    }

    /// <summary>A day; of a date with a time its day.</summary>
    public DateOnly? Day(string value) => Moment(value) is { } moment ? moment.Date.ToDateOnly() : null;

    /// <summary>A date with its time, midnight where it has none.</summary>
    public LocalDateTime? Moment(string value)
    {
        foreach (var pattern in patterns)
            if (pattern.Parse(value) is { Success: true, Value: var moment })
                return moment;
        return null;
    }

    /// <summary>What a value must look like.</summary>
    public string Expected =>
        patterns.Length == IsoForms.Length && Text == Iso.Text ? Text : $"{Text}{(hasTime ? "" : ", with or without a time such as 14:30")}";

    private static string? WhyNot(string text)
    {
        var letters = Letters(text);
        const string Help = "Use d for the day, M for the month, y for the year, H for hours and m for minutes, as in dd.MM.yyyy.";
        if (letters.Any(letter => letter is 'D' or 'Y'))
            return $"uses D or Y. {Help}";
        var hasHours = letters.Contains('H') || letters.Contains('h');
        if (letters.Contains('m') && !hasHours)
            return $"has minutes (m) but no hours; months are M. {Help}";
        if (letters.Contains('s') && !letters.Contains('m'))
            return $"has seconds (s) but no minutes. {Help}";
        if (letters.Contains('h') && !letters.Contains('t'))
            return $"has 12-hour times (h) without AM or PM (tt); 24-hour times are H. {Help}";
        string[] missing =
        [
            .. new[]
            {
                ("day", letters.Contains('d') && !OnlyNames(text, 'd', 3)),
                ("month", letters.Contains('M')),
                ("year", letters.Contains('y') || letters.Contains('u')),
            }
                .Where(part => !part.Item2)
                .Select(part => part.Item1),
        ];
        return missing.Length > 0 ? $"names no {string.Join(" and no ", missing)}. {Help}" : null;
    }

    /// <summary>Three and more letters of the day are the day of the week.</summary>
    private static bool OnlyNames(string text, char letter, int names) =>
        text.Split(text.Where(other => other != letter).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries).All(run => run.Length >= names);

    /// <summary>The format's letters, without texts in quotes.</summary>
    private static string Letters(string text)
    {
        var (letters, quote) = (new System.Text.StringBuilder(), '\0');
        for (var index = 0; index < text.Length; index++)
            if (quote != '\0')
                quote = text[index] == quote ? '\0' : quote;
            else if (text[index] is '\'' or '"')
                quote = text[index];
            else if (text[index] == '\\')
                index++;
            else if (char.IsAsciiLetter(text[index]) && text[index] != 'T')
                letters.Append(text[index]);
        return letters.ToString();
    }
}
