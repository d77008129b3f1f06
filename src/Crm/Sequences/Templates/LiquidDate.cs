using System.Globalization;
using System.Text;

namespace Crm.Sequences.Templates;

/// <summary>The <c>date</c> filter: an ISO 8601 date or moment in the letters of strftime. The word <c>now</c> is refused: a template gives the same text on every attempt.</summary>
internal static class LiquidDate
{
    public static string Format(string text, string format)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || !char.IsAsciiDigit(text[0]))
            throw new TemplateException("the filter date needs a date field.");
        var result = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] == '%' && index + 1 < format.Length)
                result.Append(Part(moment, format[++index]));
            else
                result.Append(format[index]);
        }
        return result.ToString();
    }

    private static string Part(DateTimeOffset moment, char letter) =>
        letter switch
        {
            'Y' => moment.Written("yyyy"),
            'y' => moment.Written("yy"),
            'm' => moment.Written("MM"),
            'B' => moment.Written("MMMM"),
            'b' => moment.Written("MMM"),
            'd' => moment.Written("dd"),
            'e' => moment.Day.ToString(CultureInfo.InvariantCulture),
            'A' => moment.Written("dddd"),
            'a' => moment.Written("ddd"),
            'H' => moment.Written("HH"),
            'I' => moment.Written("hh"),
            'M' => moment.Written("mm"),
            'S' => moment.Written("ss"),
            'p' => moment.Written("tt"),
            'F' => moment.Written("yyyy-MM-dd"),
            '%' => "%",
            _ => throw new TemplateException($"the filter date knows %Y %y %m %B %b %d %e %A %a %H %I %M %S %p %F, was %{letter}."),
        };

    private static string Written(this DateTimeOffset moment, string pattern) => moment.ToString(pattern, CultureInfo.InvariantCulture);
}
