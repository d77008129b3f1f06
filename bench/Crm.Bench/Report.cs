using System.Globalization;
using System.Text;

namespace Crm.Bench;

/// <summary>What was measured: printed as it comes, written as one page at the end.</summary>
internal sealed class Report
{
    private readonly List<(string Case, string Figure, string Bar, bool? IsMet)> rows = [];
    private readonly List<string> notes = [];

    /// <summary>Whether a bar was missed.</summary>
    public bool HasMiss => rows.Exists(row => row.IsMet == false);

    /// <summary>A figure with a bar.</summary>
    public void Bar(string what, string figure, string bar, bool isMet) => Add(what, figure, bar, isMet);

    /// <summary>A figure without a bar.</summary>
    public void Figure(string what, string figure) => Add(what, figure, "", null);

    /// <summary>A sentence below the table.</summary>
    public void Note(string text)
    {
        notes.Add(text);
        Console.WriteLine("   " + text);
    }

    /// <summary>The table and the notes as Markdown.</summary>
    public string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append("| figure | measured | bar | |\n| --- | --: | --- | --- |\n");
        foreach (var row in rows)
            page.Append(CultureInfo.InvariantCulture, $"| {row.Case} | {row.Figure} | {row.Bar} | {Word(row.IsMet)} |\n");
        page.Append('\n');
        foreach (var note in notes)
            page.Append(CultureInfo.InvariantCulture, $"* {note}\n");
        return page.ToString();
    }

    /// <summary>A ratio, such as <c>0.62</c>.</summary>
    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A number with thousands apart.</summary>
    public static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private void Add(string what, string figure, string bar, bool? isMet)
    {
        rows.Add((what, figure, bar, isMet));
        Console.WriteLine($"{what, -70} {figure, 14}  {bar, -28} {Word(isMet)}");
    }

    private static string Word(bool? isMet) =>
        isMet switch
        {
            true => "met",
            false => "**missed**",
            _ => "",
        };
}
