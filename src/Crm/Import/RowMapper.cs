using System.Globalization;

namespace Crm.Import;

/// <summary>Brings the cells of rows to the fields of a mapping.</summary>
internal sealed class RowMapper(ImportMapping mapping)
{
    /// <summary>Looks at the file's columns once.</summary>
    /// <exception cref="CrmException">Invalid: columns of the mapping are missing; names those that are there.</exception>
    public void CheckColumns(ImportRow first, ImportTally tally)
    {
        var there = first.Values.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = mapping
            .Columns.Select(column => column.Column)
            .Concat(mapping.History.Select(visit => visit.On))
            .Concat(mapping.Set.Values.Concat(mapping.History.Select(visit => visit.Stage)).SelectMany(Placeholders))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var missing = named.Where(column => !there.Contains(column)).ToList();
        if (missing.Count > 0)
            throw CrmException.Invalid([
                .. missing.Select(column => new Problem(column, $"The file has no such column; it has {string.Join(", ", first.Values.Keys)}.") { Line = 1 }),
            ]);
        foreach (var column in first.Values.Keys.Except(named, StringComparer.OrdinalIgnoreCase).Except(mapping.Ignore, StringComparer.OrdinalIgnoreCase))
            tally.Warn(1, column, "The mapping does not name this column, so it is ignored; list it under 'ignore:' if that is intended.");
    }

    public MappedRow Map(ImportRow row)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, text) in mapping.Set)
            Put(fields, field, Fill(text, row));
        foreach (var column in mapping.Columns)
            Put(fields, column.Field, row.Values[column.Column]);
        var visits = mapping
            .History.Where(visit => row.Values[visit.On].Length > 0)
            .Select(visit => new MappedVisit(Translate("stage", Fill(visit.Stage, row)), visit.On, row.Values[visit.On]))
            .ToList();
        return new MappedRow(row.Line, fields, visits);
    }

    /// <summary>A date of the file in ISO form.</summary>
    /// <exception cref="CrmException">Invalid: it is none in the mapping's form.</exception>
    public DateOnly Date(string field, string value) =>
        DateOnly.TryParseExact(value, mapping.Dates ?? "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw CrmException.Invalid(field, $"'{value}' is not a date in the format {mapping.Dates ?? "yyyy-MM-dd"}.");

    private void Put(Dictionary<string, string> fields, string field, string value)
    {
        if (value.Length > 0)
            fields[field] = Translate(field, value);
    }

    private string Translate(string field, string value) =>
        mapping.Values.TryGetValue(field, out var values) && values.TryGetValue(value, out var translated) ? translated : value;

    /// <summary>Fills <c>{column}</c> with the row's cells.</summary>
    private static string Fill(string text, ImportRow row)
    {
        foreach (var column in Placeholders(text))
            text = text.Replace($"{{{column}}}", row.Values.GetValueOrDefault(column, ""), StringComparison.OrdinalIgnoreCase);
        return text.Trim();
    }

    private static IEnumerable<string> Placeholders(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = text.IndexOf('{', start + 1))
            if (text.IndexOf('}', start) is > 0 and var end)
                yield return text[(start + 1)..end];
    }
}
