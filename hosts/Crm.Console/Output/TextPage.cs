using Spectre.Console;

namespace Crm.Output;

/// <summary>What people read: lines, pairs, tables. Takes texts as they are; none is read as markup.</summary>
internal sealed class TextPage(IAnsiConsole console)
{
    private static readonly Style Quiet = new(decoration: Decoration.Dim);

    /// <summary>A line.</summary>
    public TextPage Line(string text = "")
    {
        foreach (var line in SafeText.Lines(text))
            console.Profile.Out.Writer.WriteLine(line);
        return this;
    }

    /// <summary>Names and values below each other; pairs without a value are left out.</summary>
    public TextPage Pairs(params IEnumerable<(string Name, string? Value)> pairs)
    {
        var given = pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToList();
        var grid = new Table().NoBorder().HideHeaders();
        grid.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, 2, 0));
        grid.AddColumn(new TableColumn("").Padding(0, 0, 0, 0));
        foreach (var (name, value) in given)
            grid.AddRow(new Text(SafeText.OneLine(name), Quiet), new Text(SafeText.OneLine(value)));
        if (given.Count > 0)
            console.Write(grid);
        return this;
    }

    /// <summary>An aligned table; where it has no rows, a line that says so.</summary>
    /// <param name="columns">Headings.</param>
    /// <param name="rows">Cells of each row.</param>
    /// <param name="whenEmpty">The line instead of an empty table.</param>
    public TextPage Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows, string whenEmpty = "Nothing.")
    {
        var table = new Table().NoBorder();
        for (var index = 0; index < columns.Count; index++)
            table.AddColumn(new TableColumn(new Text(columns[index], Quiet)).Padding(0, 0, index == columns.Count - 1 ? 0 : 2, 0));
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(SafeText.OneLine(cell))));
        if (table.Rows.Count == 0)
            return Line(whenEmpty);
        console.Write(table);
        return this;
    }

    /// <summary>How to get the next page; nothing where there is none.</summary>
    public TextPage Next(string? cursor) => cursor is null ? this : Line().Line($"More: --after {cursor}");
}
