using System.Globalization;
using Crm.Import;

namespace Crm.Output;

/// <summary>What an import did, for people: what is said of many rows is said once, with their lines.</summary>
internal static class ImportPage
{
    /// <summary>Ranges of lines that a person still looks through.</summary>
    private const int MostRanges = 20;

    /// <summary>Writes it.</summary>
    /// <param name="page">Where.</param>
    /// <param name="result">What the import answered.</param>
    /// <param name="isDryRun">Whether nothing was to be kept.</param>
    /// <param name="report">The file that names every line, or null.</param>
    public static void Write(TextPage page, ImportResult result, bool isDryRun, string? report)
    {
        page.Table(
            ["NEW", "CHANGED", "SAME", "REFUSED", "WARNINGS"],
            [
                [Number(result.New), Number(result.Changed), Number(result.Same), Number(result.Refused), Number(result.WarningCount)],
            ]
        );
        foreach (var row in result.Rows.GroupBy(row => row.Result).OrderBy(group => group.Key))
            page.Line($"{row.Key}: lines {LineRanges.Of(row.Select(one => one.Line))}");
        var isCut = Grouped(page, "Refused", result.Problems);
        isCut |= Grouped(page, "Warning", result.Warnings);
        if (result.Problems.Count > 0 && result.Problems.Select(problem => problem.Line).Distinct().Count() is var told && told < result.Refused)
            page.Line($"The problems of {Number(result.Refused - told)} more rows are not shown; these are the first.");
        if (result.Warnings.Count < result.WarningCount)
            page.Line($"{Number(result.WarningCount - result.Warnings.Count)} more warnings are not shown.");
        if (report is not null)
            page.Line($"Every problem and warning is in {report}.");
        else if (isCut)
            page.Line("To see every line: --report FILE.csv, or --json.");
        page.Line(
            isDryRun ? "This was a dry run: nothing was imported."
            : result.IsKept ? $"Imported as batch {result.Batch}."
            : "Nothing was imported: fix the file and import it again."
        );
    }

    /// <returns>Whether lines were left out.</returns>
    private static bool Grouped(TextPage page, string what, IReadOnlyList<Problem> problems)
    {
        var isCut = false;
        foreach (var alike in problems.GroupBy(problem => problem with { Line = null }))
        {
            var lines = alike.Select(problem => problem.Line).OfType<long>().ToList();
            var text = SafeText.OneLine(alike.Key.ToString());
            var ranges = LineRanges.Of(lines, MostRanges);
            isCut |= ranges != LineRanges.Of(lines);
            page.Line(
                lines.Count switch
                {
                    0 => $"{what}: {text}",
                    1 => $"{what}: line {ranges}: {text}",
                    _ => $"{what}: {Number(lines.Count)} times: {text} Lines {ranges}.",
                }
            );
        }
        return isCut;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
