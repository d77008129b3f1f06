namespace Crm.Import;

/// <summary>Finds what a mapping says but no import would do: unknown fields, columns that would replace each other, options of another kind. Pure.</summary>
internal static class MappingCheck
{
    /// <summary>All that is wrong, each with its place in the mapping, such as <c>columns.mail</c>.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="custom">Keys of the record's custom fields; null where they are not known, and then no field of a record is taken for unknown.</param>
    public static IReadOnlyList<Problem> Problems(ImportMapping mapping, IReadOnlyCollection<string>? custom)
    {
        var problems = new List<Problem>();
        Fields(mapping, custom, problems);
        Columns(mapping, problems);
        Options(mapping, problems);
        if (DateForm.Read(mapping.Dates).WhyNot is { } dates)
            problems.Add(new Problem("dates", dates));
        if (NumberForm.Read(mapping).WhyNot is { } numbers)
            problems.Add(numbers);
        if (mapping.Encoding is { } encoding && ImportText.WhyNot(encoding) is { } why)
            problems.Add(new Problem("encoding", why));
        if (mapping.Delimiter is { } delimiter && ImportText.Delimiter(delimiter) is null)
            problems.Add(new Problem("delimiter", $"It must be one character such as ';', or tab, was '{Values.Problems.Shown(delimiter)}'."));
        return problems;
    }

    private static void Fields(ImportMapping mapping, IReadOnlyCollection<string>? custom, List<Problem> problems)
    {
        var named = mapping
            .Columns.Select(column => (Place: $"columns.{column.Column}", column.Field))
            .Concat(mapping.Set.Keys.Select(field => (Place: $"set.{field}", Field: field)))
            .Concat(mapping.Values.Keys.Select(field => (Place: $"values.{field}", Field: field)))
            .Concat(mapping.Several.Keys.Select(field => (Place: $"several.{field}", Field: field)));
        var own = (custom ?? []).Concat(mapping.Fields.Select(field => field.Key)).ToList();
        var filled = mapping.Columns.Select(column => column.Field).Concat(mapping.Set.Keys).Concat(mapping.History.Count > 0 ? ["stage"] : []).ToList();
        foreach (var (place, field) in named.Where(pair => pair.Field.Length > 0))
            if (!ImportFields.Has(mapping, own, field) && (mapping.RecordType is null || custom is not null))
                problems.Add(new Problem(place, Unknown(mapping, own, field)));
            else if (!filled.Contains(field, StringComparer.OrdinalIgnoreCase))
                problems.Add(new Problem(place, $"Nothing gives the field '{field}' a value: no column and no text under 'set:'."));
    }

    private static string Unknown(ImportMapping mapping, List<string> own, string field)
    {
        var fields = ImportFields.Of(mapping).Concat(own).ToList();
        var close = Suggestion.For(field, fields);
        var more = mapping.RecordType is null ? "" : ", and custom fields that 'fields:' declares";
        return $"{mapping.Kind} have no field '{Values.Problems.Shown(field)}'{(close is null ? "." : $"; did you mean {close}?")} They have {string.Join(", ", fields)}{more}.";
    }

    /// <summary>A second column for a field would replace the first one's values.</summary>
    private static void Columns(ImportMapping mapping, List<Problem> problems)
    {
        var several = ImportFields.SeveralOf(mapping.Kind);
        foreach (var field in mapping.Columns.GroupBy(column => column.Field, StringComparer.OrdinalIgnoreCase).Where(field => field.Key.Length > 0))
            if (field.Skip(1).FirstOrDefault() is { } second && !several.Contains(field.Key, StringComparer.OrdinalIgnoreCase))
                problems.Add(
                    new Problem(
                        $"columns.{second.Column}",
                        $"The field '{field.Key}' already takes the column '{field.First().Column}'; a field takes one column{(several.Count > 0 ? $", and only {string.Join(", ", several)} take several" : "")}. Combine both under 'set:', such as '{{one}} {{two}}', or list one under 'ignore:'."
                    )
                );
        foreach (var (field, sign) in mapping.Several)
            if (!several.Contains(field, StringComparer.OrdinalIgnoreCase))
                problems.Add(
                    new Problem(
                        $"several.{field}",
                        $"The field takes one value{(several.Count > 0 ? $"; these take several: {string.Join(", ", several)}" : "")}."
                    )
                );
            else if (sign.Length == 0)
                problems.Add(new Problem($"several.{field}", "A separator between the values is expected, such as ';'."));
    }

    /// <summary>Options that only some kinds of rows have.</summary>
    private static void Options(ImportMapping mapping, List<Problem> problems)
    {
        if (mapping.History.Count > 0 && mapping.Kind != ImportKind.Deals)
            problems.Add(new Problem("history", $"Only deals have stages; this mapping imports {mapping.Kind}."));
        if (mapping.For is not null && mapping.Kind != ImportKind.Choices)
            problems.Add(new Problem("for", $"Only choices belong to a field; this mapping imports {mapping.Kind}."));
        if (mapping.Fields.Count > 0 && mapping.RecordType is null)
            problems.Add(new Problem("fields", $"Only records have custom fields; this mapping imports {mapping.Kind}."));
    }
}
