using System.Text;

namespace Crm.Import;

/// <summary>Brings the cells of rows to the fields of a mapping.</summary>
internal sealed class RowMapper(ImportMapping mapping)
{
    private readonly HashSet<string> empty = new(mapping.Empty.Select(PlainText.Key), StringComparer.Ordinal);
    private readonly IReadOnlyList<string> several = ImportFields.SeveralOf(mapping.Kind);
    private readonly List<ColumnMapping> columns = [.. mapping.Columns.Select(column => column with { Column = PlainText.Normalize(column.Column) })];
    private readonly List<VisitMapping> history = [.. mapping.History.Select(visit => visit with { On = PlainText.Normalize(visit.On) })];

    /// <summary>How the file writes dates.</summary>
    public DateForm Dates { get; } = DateForm.Read(mapping.Dates).Form ?? throw CrmException.Invalid("dates", "The form cannot be read.");

    /// <summary>How the file writes numbers.</summary>
    public NumberForm Numbers { get; } = NumberForm.Read(mapping).Form ?? throw CrmException.Invalid("decimal", "The form cannot be read.");

    /// <summary>Looks at the file's columns once.</summary>
    /// <exception cref="CrmException">Invalid: columns of the mapping are missing; names those that are there.</exception>
    public void CheckColumns(ImportRow first, ImportTally tally)
    {
        var there = first.Values.Keys.Select(PlainText.Normalize).ToList();
        if (there.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(column => column.Count() > 1) is { } twice)
            throw CrmException.Invalid([new Problem(twice.Key, "The first line names this column twice.") { Line = 1 }]);
        var ignored = mapping.Ignore.Select(PlainText.Normalize).ToList();
        var named = columns
            .Select(column => column.Column)
            .Concat(history.Select(visit => visit.On))
            .Concat(mapping.Set.Values.Concat(history.Select(visit => visit.Stage)).SelectMany(Placeholders).Select(place => place.Column))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var missing = named.Except(there, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
            throw CrmException.Invalid([
                .. missing.Select(column => new Problem(column, $"The file has no such column; it has {string.Join(", ", there)}.") { Line = 1 }),
            ]);
        foreach (var column in there.Except(named, StringComparer.OrdinalIgnoreCase).Except(ignored, StringComparer.OrdinalIgnoreCase))
            tally.Warn(1, column, "The mapping does not name this column, so it is ignored; list it under 'ignore:' if that is intended.");
        foreach (var column in ignored.Except(there, StringComparer.OrdinalIgnoreCase))
            tally.Warn(1, column, "The mapping ignores this column, but the file does not have it.");
    }

    /// <summary>A row with its values by field.</summary>
    /// <exception cref="CrmException">Invalid: a cell holds what no text can.</exception>
    public MappedRow Map(ImportRow row)
    {
        var cells = Cells(row);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var further = new List<(string Field, string Value)>();
        foreach (var column in columns)
            Add(column.Field, cells[column.Column]);
        // A column wins over a text of 'set:'.
        foreach (var (field, text) in mapping.Set)
            if (!fields.ContainsKey(field))
                Add(field, Fill(text, cells));
        var visits = history
            .Where(visit => IsFilled(cells[visit.On]))
            .Select(visit => new MappedVisit(Translate("stage", Fill(visit.Stage, cells)), visit.On, cells[visit.On]))
            .ToList();
        return new MappedRow(row.Line, fields, visits) { Further = further };

        void Add(string field, string text)
        {
            foreach (var value in Values(field, text))
                if (!fields.TryAdd(field, value) && fields[field] != value && !further.Contains((field, value)))
                    further.Add((field, value));
        }
    }

    /// <summary>A date of the file; of a moment its day.</summary>
    /// <exception cref="CrmException">Invalid: it is none in the mapping's form.</exception>
    public DateOnly Date(string field, string value) =>
        Dates.Day(value) ?? throw CrmException.Invalid(field, $"'{value}' is not a date in the format {Dates.Expected}{EmptyHint(value)}.");

    /// <summary>What to do about a text such as 0000-00-00 that the other system uses for "no date".</summary>
    public static string EmptyHint(string value) =>
        value.Any(char.IsDigit) && value.All(letter => letter is '0' or '-' or '.' or '/' or ':' or ' ' or 'T' or 'Z')
        || value.Contains("-00", StringComparison.Ordinal)
            ? "; if the other system uses it for 'no date', list it under 'empty:'"
            : "";

    private static Dictionary<string, string> Cells(ImportRow row)
    {
        var cells = new Dictionary<string, string>(row.Values.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (column, text) in row.Values)
            cells[PlainText.Normalize(column)] = InputText.WhyNot(text) is { } whyNot ? throw CrmException.Invalid(column, whyNot) : PlainText.Normalize(text);
        return cells;
    }

    /// <summary>The values of a cell: none if it is empty, several if the mapping separates them.</summary>
    private IEnumerable<string> Values(string field, string text)
    {
        string[] parts =
            several.Contains(field, StringComparer.OrdinalIgnoreCase) && Divider(field) is { } sign
                ? text.Split(sign, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [text];
        return parts.Where(IsFilled).Select(part => Translate(field, part)).Where(value => value.Length > 0);
    }

    private string? Divider(string field) =>
        mapping.Several.FirstOrDefault(pair => pair.Key.Equals(field, StringComparison.OrdinalIgnoreCase)).Value
        ?? (mapping.Kind == ImportKind.Activities && field.Equals("attendees", StringComparison.OrdinalIgnoreCase) ? ";" : null);

    private bool IsFilled(string text) => text.Length > 0 && (empty.Count == 0 || !empty.Contains(PlainText.Key(text)));

    private string Translate(string field, string value) =>
        mapping.Values.TryGetValue(field, out var values) && values.TryGetValue(value, out var translated) ? PlainText.Normalize(translated) : value;

    /// <summary>Fills <c>{column}</c> with the row's cells.</summary>
    private static string Fill(string text, Dictionary<string, string> cells)
    {
        var (filled, position) = (new StringBuilder(text.Length), 0);
        foreach (var (start, end, column) in Placeholders(text))
        {
            filled.Append(text, position, start - position).Append(cells.GetValueOrDefault(column, ""));
            position = end;
        }
        return PlainText.Normalize(filled.Append(text, position, text.Length - position).ToString());
    }

    private static IEnumerable<(int Start, int End, string Column)> Placeholders(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = text.IndexOf('{', start + 1))
            if (text.IndexOf('}', start) is > 0 and var end)
                yield return (start, end + 1, PlainText.Normalize(text[(start + 1)..end]));
    }
}
