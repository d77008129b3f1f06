using System.Globalization;

namespace Crm.Output;

/// <summary>Lines of a file in short.</summary>
internal static class LineRanges
{
    /// <summary>In order, with lines that follow each other as one range, such as <c>2–9, 14</c>: a file of thousands stays readable.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="most">How many ranges are written at most; how many lines the others are is said.</param>
    public static string Of(IEnumerable<long> lines, int most = int.MaxValue)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var line in lines.Order())
            if (ranges is [.., var last] && line <= last.To + 1)
                ranges[^1] = (last.From, line);
            else
                ranges.Add((line, line));
        var text = string.Join(
            ", ",
            ranges.Take(most).Select(range => range.From == range.To ? Number(range.From) : $"{Number(range.From)}–{Number(range.To)}")
        );
        return ranges.Count <= most ? text : $"{text} and {Number(ranges.Skip(most).Sum(range => range.To - range.From + 1))} more";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
